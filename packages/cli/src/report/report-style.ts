/**
 * The page's style. Blue and orange carry meaning and are told apart in every common form of colour blindness; nothing
 * hangs on colour alone. Charts take their colours from the properties at the top.
 */
export const reportStyle = `
:root{color-scheme:light dark;--paper:#fff;--raised:#f7f7f5;--ink:#1b1d21;--ink-2:#565b64;--rule:#e6e6e2;--quiet:#9aa0a8;
--first:#0067a5;--second:#c8500a;--third:#00795c;--good:#00664d;--bad:#b03a00;--note:#7a5b00;
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;
--serif:ui-serif,Charter,"Bitstream Charter","Iowan Old Style",Cambria,Georgia,serif;
--mono:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
@media (prefers-color-scheme:dark){:root{--paper:#16181b;--raised:#1e2125;--ink:#e8e8e4;--ink-2:#a9aeb6;--rule:#2d3137;--quiet:#737a84;
--first:#62b5ec;--second:#f0974e;--third:#4fc3a1;--good:#5fcaa8;--bad:#ff9a66;--note:#e0bd57}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:74rem;padding:3.5rem 2rem 6rem;display:grid;grid-template-columns:11rem minmax(0,1fr);column-gap:3.5rem;
background:var(--paper);color:var(--ink);font:16px/1.6 var(--sans)}
header{grid-column:2}
nav{grid-column:1;grid-row:2}
main{grid-column:2;min-width:0}
h1,h2,h3{font-family:var(--serif);line-height:1.2;font-weight:600;text-wrap:balance}
h1{font-size:2.6rem;margin:.1em 0 .25em;letter-spacing:-.01em}
h2{font-size:1.75rem;margin:0 0 .6em;padding-top:.7em;border-top:2px solid var(--ink)}
h3{font-size:1.35rem;margin:0 0 .4em}
h3 small{font:400 .875rem var(--sans);color:var(--ink-2);margin-left:.35em}
h4{font-size:1rem;font-weight:650;margin:2.4em 0 .5em}
p{margin:.4em 0 1em;max-width:44rem}
.kicker{text-transform:uppercase;letter-spacing:.12em;font-size:.75rem;font-weight:600;color:var(--ink-2);margin:0}
.lead{font:1.2rem/1.5 var(--serif);color:var(--ink-2)}
.made,.legend{font-size:.875rem;color:var(--ink-2)}
.doc{font-family:var(--serif);font-size:1.05rem;color:var(--ink-2)}
.chapter{margin-top:4rem;scroll-margin-top:1rem}
.sub{margin-bottom:3.5rem;scroll-margin-top:1rem}
code{font:.86em var(--mono);overflow-wrap:anywhere}
th code,td code{white-space:nowrap}
.faint{color:var(--ink-2)}
a{color:var(--first);text-underline-offset:.18em}
nav ol{list-style:none;margin:0;padding:0}
nav>ol{position:sticky;top:2rem;font-size:.875rem;max-height:calc(100vh - 4rem);overflow:auto}
nav a{display:block;padding:.18rem 0;color:var(--ink);text-decoration:none;overflow-wrap:anywhere}
nav a:hover{color:var(--first);text-decoration:underline}
nav>ol>li{margin-bottom:.8rem;font-weight:600}
nav ol ol{font-weight:400;margin-left:.7rem}
nav ol ol a{color:var(--ink-2)}
.tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(12.5rem,1fr));gap:1rem;margin:1.6rem 0 0}
.tile{display:flex;flex-direction:column;gap:.15rem;padding:1rem 1.1rem;background:var(--raised);border:1px solid var(--rule);border-radius:.5rem;
color:var(--ink-2);text-decoration:none;font-size:.875rem;line-height:1.4}
.tile:hover{border-color:var(--quiet)}
.tile .name{color:var(--ink);font-weight:600;overflow-wrap:anywhere}
.tile strong{font:600 2rem/1.2 var(--serif);color:var(--ink);font-variant-numeric:lining-nums tabular-nums}
.tile .verdict{white-space:normal;margin-top:auto;padding-top:.35rem}
.facts{display:flex;flex-wrap:wrap;gap:.6rem 2rem;margin:.6rem 0 1.2rem}
.facts dt{font-size:.75rem;color:var(--ink-2)}
.facts dd{margin:0;font-variant-numeric:tabular-nums}
.scroll{overflow-x:auto;margin:.5rem 0 1.8rem}
table{border-collapse:collapse;font-size:.875rem;line-height:1.45;min-width:min(100%,26rem);font-variant-numeric:lining-nums tabular-nums}
.caption{font-size:.875rem;line-height:1.5;color:var(--ink-2);margin:1.6rem 0 0}
summary{font-size:.875rem;color:var(--ink-2);cursor:pointer;margin:.6rem 0}
.caption b,figcaption b{color:var(--ink);font-weight:650}
th,td{padding:.42rem 1.1rem .42rem 0;text-align:left;vertical-align:middle;border-bottom:1px solid var(--rule);font-weight:400}
thead th{color:var(--ink-2);font-size:.78rem;border-bottom:1px solid var(--quiet);vertical-align:bottom}
th:last-child,td:last-child{padding-right:.2rem}
.n{text-align:right;white-space:nowrap}
tbody tr:hover{background:var(--raised)}
.cut{display:inline-block;max-width:11rem;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;vertical-align:bottom}
.tag{font-size:.7rem;border:1px solid var(--quiet);border-radius:1rem;padding:.02rem .45rem;color:var(--ink-2);white-space:nowrap}
.spark{display:block;fill:var(--first);opacity:.8}
.verdict{white-space:nowrap;font-weight:600}
.good{color:var(--good)}.bad{color:var(--bad)}.note{color:var(--note)}
figure{margin:1.6rem 0 2.2rem}
figcaption{font-size:.875rem;line-height:1.5;color:var(--ink-2);max-width:44rem;margin-top:.5rem}
.chart svg{display:block;max-width:100%;height:auto}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(20rem,1fr));gap:0 2.5rem;align-items:start}
.panels{display:grid;grid-template-columns:repeat(auto-fit,minmax(20rem,1fr));gap:1rem 2.5rem}
.panel{font:600 .875rem var(--mono);margin:0}
.parts{display:flex;gap:2px;height:.8rem;max-width:44rem;border-radius:.2rem;overflow:hidden}
.parts div:first-child,.legend .first{background:var(--first)}.parts div:last-child,.legend .second{background:var(--second)}.legend .actual{background:var(--quiet)}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.6rem;margin:.5rem 0 1rem}
.legend i{display:inline-block;width:.75rem;height:.75rem;border-radius:.15rem;margin-right:.45rem;vertical-align:-.06rem}
.heat{display:block;padding:.35rem .7rem;border-radius:.25rem;min-width:6rem}
.heat small{color:var(--ink-2)}
.hit{background:color-mix(in srgb,var(--first) calc(var(--share)*45%),transparent)}
.miss{background:color-mix(in srgb,var(--second) calc(var(--share)*45%),transparent)}
.lineage path{fill:none;stroke:var(--quiet);stroke-width:1.25}
.lineage path.head{fill:var(--quiet);stroke:none}
.lineage rect{fill:var(--raised);stroke:var(--rule)}
.lineage .mark{fill:var(--quiet);stroke:none}
.lineage .dataset .mark{fill:var(--first)}.lineage .model .mark,.lineage .ensemble .mark{fill:var(--second)}.lineage .drift .mark,.lineage .monitor .mark{fill:var(--third)}
.lineage text{font:11px var(--sans);fill:var(--ink-2)}
.lineage .label{font-size:13px;font-weight:600;fill:var(--ink)}
.lineage svg{display:block;max-width:100%;height:auto;min-width:min(100%,40rem)}
@media (max-width:900px){body{display:block;padding:2rem 1.2rem 4rem}nav{margin:1.5rem 0;padding:.8rem 0;border-block:1px solid var(--rule)}
nav>ol{position:static;max-height:none;display:flex;flex-wrap:wrap;gap:.2rem 2rem}h1{font-size:2.1rem}}
@media print{:root{--paper:#fff;--raised:#fff;--ink:#000;--ink-2:#444;--rule:#ddd;--quiet:#888;--first:#0067a5;--second:#c8500a;--third:#00795c;
--good:#00664d;--bad:#b03a00;--note:#7a5b00}
body{display:block;padding:0;max-width:none;font-size:10.5pt}nav{display:none}.scroll{overflow:visible}figure,table,.tile{break-inside:avoid}
h2,h3,h4,.caption{break-after:avoid}a{color:inherit;text-decoration:none}}
`;
