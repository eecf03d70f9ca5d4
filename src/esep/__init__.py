"""Esep keeps a country's epidemic figures honest, from the report to the bulletin and back."""

__version__ = "0.1.0"
