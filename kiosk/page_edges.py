"""Finding the sheet in a photograph and making it lie straight. OpenCV, as the cameras themselves (extra `camera`)."""

from typing import Any

LOOK_WIDTH = 480
"""The sheet is looked for in a picture this wide: a few milliseconds."""
LEAST_SHARE = 0.12
"""A sheet fills at least this part of the picture."""
JPEG_QUALITY = 92

Corners = list[tuple[float, float]]
"""Left above, right above, right below, left below, as parts of width and height (0 to 1)."""


def find_page(frame: Any) -> Corners | None:
    """The corners of the sheet in a picture (height, width, 3; 8 bits); None when no sheet stands out."""
    import cv2
    import numpy

    height, width = frame.shape[:2]
    scale = LOOK_WIDTH / width
    small = cv2.resize(frame, (LOOK_WIDTH, round(height * scale)), interpolation=cv2.INTER_AREA)
    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), (5, 5), 0)
    level, light = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    edges = cv2.dilate(cv2.Canny(grey, level * 0.4, level), numpy.ones((3, 3), numpy.uint8))
    total = small.shape[0] * small.shape[1]
    best: Any = None
    best_area = total * LEAST_SHARE
    for mask in (light, edges):
        contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        for contour in contours:
            hull = cv2.convexHull(contour)
            corners = cv2.approxPolyDP(hull, 0.03 * cv2.arcLength(hull, True), True)
            area = cv2.contourArea(hull)
            if len(corners) == 4 and best_area < area < total * 0.98:
                best, best_area = corners.reshape(4, 2).astype(float), area
    if best is None:
        return None
    sums, differences = best.sum(axis=1), best[:, 1] - best[:, 0]
    order = [sums.argmin(), differences.argmin(), sums.argmax(), differences.argmax()]
    if len({int(n) for n in order}) < 4:
        return None
    return [(float(best[n][0]) / small.shape[1], float(best[n][1]) / small.shape[0]) for n in order]


def straighten(frame: Any, corners: Corners) -> Any:
    """The sheet alone, as a rectangle; nothing is enlarged."""
    import cv2
    import numpy

    height, width = frame.shape[:2]
    points = numpy.array([(x * width, y * height) for x, y in corners], dtype=numpy.float32)

    def length(a: int, b: int) -> float:
        return float(numpy.linalg.norm(points[a] - points[b]))

    across, down = round(max(length(0, 1), length(3, 2))), round(max(length(0, 3), length(1, 2)))
    flat = numpy.array([(0, 0), (across - 1, 0), (across - 1, down - 1), (0, down - 1)], dtype=numpy.float32)
    return cv2.warpPerspective(frame, cv2.getPerspectiveTransform(points, flat), (across, down))


def photograph(frame: Any) -> tuple[bytes, bool]:
    """The picture as JPEG, cut to the sheet where one was found, and whether it was."""
    import cv2

    corners = find_page(frame)
    page = straighten(frame, corners) if corners else frame
    done, encoded = cv2.imencode(
        ".jpg", cv2.cvtColor(page, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY]
    )
    assert done
    return encoded.tobytes(), corners is not None
