// Wagtail builds forms as she goes. `appearing(selector, act)` calls `act` once for every such element, now and later.
export function appearing(selector, act) {
  const met = new WeakSet();
  const meet = () => {
    for (const element of document.querySelectorAll(selector)) {
      if (met.has(element)) continue;
      met.add(element);
      act(element);
    }
  };
  new MutationObserver(meet).observe(document.body, { childList: true, subtree: true });
  meet();
}
