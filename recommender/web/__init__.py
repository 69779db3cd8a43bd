"""The lists over HTTP: a small Flask app that answers from the model alone."""
