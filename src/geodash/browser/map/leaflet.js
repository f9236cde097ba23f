// The members of Leaflet that no interface of it promises: all of them are here. tests/browser/test_host.py asks the Leaflet
// in use for each.

/** Whether a zoom is under way, during which Leaflet drops what it is asked to look at. */
export const isZooming = (map) => map._animatingZoom === true;

/**
 * Lay a container over a map that reaches beyond its frame by a share of it, so that a short pan shows no gap. The browser
 * moves it with the map; `moved({bounds, zoom})` is called whenever it lies somewhere else. `made(container)` fills it.
 */
export function addCover(map, { className, padding, made, moved }) {
  const Cover = L.Renderer.extend({
    options: { padding },

    getEvents() {
      return { ...L.Renderer.prototype.getEvents.call(this), move: this.onMove };
    },

    _initContainer() {
      this._container = L.DomUtil.create("div", className);
      made(this._container);
    },

    _destroyContainer() {
      L.DomUtil.remove(this._container);
    },

    onMove() {
      if (isZooming(this._map)) return;
      const corner = this._map.containerPointToLayerPoint([0, 0]);
      const frame = L.bounds(corner, corner.add(this._map.getSize()));
      if (!this._bounds.contains(frame)) this._update();
    },

    _update() {
      if (isZooming(this._map) && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      L.DomUtil.setPosition(this._container, this._bounds.min);
      moved({ bounds: this._bounds, zoom: this._zoom });
    },
  });
  map.addLayer(new Cover());
}
