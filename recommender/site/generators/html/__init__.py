"""Built pages: a folder of HTML, read by what each page says of itself."""
