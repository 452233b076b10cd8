"""Write planned slides as a native PowerPoint file, on python-pptx's package, and read its words back."""
