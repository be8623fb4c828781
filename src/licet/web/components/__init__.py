"""Shell, components, forms, pictures and access rules shared by every surface."""
