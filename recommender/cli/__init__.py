"""The command line: joins the rooms, one file a command, and holds no logic of its own."""
