"""How the plain data of the demo becomes acts of its people, one module a floor."""
