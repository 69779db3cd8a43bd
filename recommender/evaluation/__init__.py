"""How good the lists are, measured against links that the authors set themselves."""
