"""Draw planned slides without an office suite: as a scene, as SVG, as pixels."""
