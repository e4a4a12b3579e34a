// Goes on when every frame has loaded, or when one does not answer. Without script the page goes on by itself a little later.
const MOST_MILLISECONDS = 3000;
// What an application does in its frame may end a moment after the frame has loaded.
const GRACE_MILLISECONDS = 250;

const link = document.querySelector('a[data-go-on]');
const goOn = () => location.replace(link.href);
const whenLoaded = () => setTimeout(goOn, GRACE_MILLISECONDS);

setTimeout(goOn, MOST_MILLISECONDS);
if (document.readyState === 'complete') whenLoaded();
else addEventListener('load', whenLoaded);
