"""Renderers: one module or package per kind of output, each from an Archive to Pages.

This package file never imports anything; a renderer never imports a sibling.
"""
