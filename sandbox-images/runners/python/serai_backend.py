"""A matplotlib backend without a screen: what is shown, and what is still open at the end, is kept
as PNG for the report."""

import base64
import io

from matplotlib import _pylab_helpers
from matplotlib.backends.backend_agg import FigureCanvasAgg

FigureCanvas = FigureCanvasAgg

_pictures = []


def show(*args, **kwargs):
    for manager in _pylab_helpers.Gcf.get_all_fig_managers():
        _keep(manager.canvas.figure)
    _pylab_helpers.Gcf.destroy_all()


def _keep(figure):
    png = io.BytesIO()
    figure.savefig(png, format="png")
    _pictures.append(png.getvalue())


def draw(data):
    """Draws an array as a picture, for programs that only leave one behind."""
    import matplotlib.pyplot as plt

    plt.figure()
    plt.imshow(data)


def take():
    """All pictures since the last call, as the report has them."""
    show()
    images = [
        {
            "name": f"figure-{number}.png",
            "mediaType": "image/png",
            "data": base64.b64encode(data).decode(),
        }
        for number, data in enumerate(_pictures, 1)
    ]
    _pictures.clear()
    return images
