// <accede-embed show="counter|map" size="xs|s|m|l|xl|full" theme="light|dark" text="convention|declaration" lang="…">
const site = new URL(document.currentScript.src).origin

class AccedeEmbed extends HTMLElement {
  static observedAttributes = ['show', 'size', 'theme', 'text', 'lang']

  connectedCallback() {
    this.draw()
  }
  attributeChangedCallback() {
    if (this.frame) this.draw()
  }
  draw() {
    const show = this.getAttribute('show') === 'map' ? 'map' : 'counter'
    const [width, height] = SIZES[show][this.getAttribute('size')] || SIZES[show].m
    const address = new URL('/embed/' + show, site)
    for (const name of ['text', 'theme', 'lang'])
      if (this.getAttribute(name)) address.searchParams.set(name, this.getAttribute(name))
    if (!this.frame) {
      this.frame = document.createElement('iframe')
      this.frame.loading = 'lazy'
      this.frame.setAttribute('sandbox', SANDBOX)
      this.attachShadow({ mode: 'open' }).append(this.frame)
    }
    this.frame.title = TITLES[show]
    // By script and not as attributes, which a content security policy may forbid.
    Object.assign(this.style, { display: 'block', maxWidth: '100%' })
    Object.assign(this.frame.style, {
      border: '0',
      display: 'block',
      width: typeof width === 'number' ? width + 'px' : width,
      height: show === 'map' ? 'auto' : height + 'px',
      aspectRatio: show === 'map' ? MAP_RATIO : 'auto',
      maxWidth: '100%',
    })
    if (this.frame.src !== address.href) this.frame.src = address.href
  }
}

if (!customElements.get('accede-embed')) customElements.define('accede-embed', AccedeEmbed)
