"""Fourth room: the finished lists of a site on disk, checked when read and swapped whole when replaced."""
