"""What the exporter asks for: products, parties, end use, documents; a frozen version at every submission."""
