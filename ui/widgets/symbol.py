"""A QR on the screen."""

from PySide6.QtGui import QColor, QImage, QPainter, QPixmap


def qr_pixmap(text: str, side: int) -> QPixmap:
    """The QR with whole pixels a module, at most `side` wide."""
    from printing.qr import QUIET_MODULES, qr_matrix

    matrix = qr_matrix(text)
    modules = len(matrix) + 2 * QUIET_MODULES
    scale = max(side // modules, 1)
    image = QImage(modules * scale, modules * scale, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    for y, row in enumerate(matrix):
        for x, module in enumerate(row):
            if module:
                painter.fillRect(
                    (x + QUIET_MODULES) * scale, (y + QUIET_MODULES) * scale, scale, scale, QColor("black")
                )
    painter.end()
    return QPixmap.fromImage(image)
