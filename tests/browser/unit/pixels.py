"""Pixels of what the browser program draws, compared with colours."""

from __future__ import annotations

PEN = """
  const pen = (width = 60, height = width) => {
    const context = new OffscreenCanvas(width, height).getContext("2d");
    const strokes = [];
    const stroke = context.stroke.bind(context);
    context.stroke = (...path) => {
      const { lineWidth: width, strokeStyle: colour, globalAlpha: alpha } = context;
      strokes.push({ width, colour, alpha, dash: context.getLineDash() });
      stroke(...path);
    };
    const at = (x, y) => [...context.getImageData(x, y, 1, 1).data];
    return { context, strokes, at };
  };
  const viewAt = (zoom, size = 60) =>
    ({ zoom, left: 0, top: 0, width: size, height: size, scale: size, dpr: 1, pad: { x: 0, y: 0 } });
"""


def rgb(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def mixed(colour: str, ground: str, strength: float) -> list[float]:
    return [strength * a + (1 - strength) * b for a, b in zip(rgb(colour), rgb(ground), strict=True)]


def is_near(pixel: list[int], colour: list[float] | list[int], by: float = 4) -> bool:
    return pixel[3] == 255 and all(abs(a - b) <= by for a, b in zip(pixel, colour, strict=False))
