// Builds what pages need beside their markup: the script, and the outlines of the map, drawn once here so that the server only has to send them.
// node build.mjs FOLDER: writes entente.js and world.json there.
import { build } from "esbuild";
import { geoEqualEarth, geoGraticule10, geoPath } from "d3-geo";
import { feature, mesh } from "topojson-client";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const folder = process.argv[2] ?? "out";
mkdirSync(folder, { recursive: true });
await build({ entryPoints: [join(import.meta.dirname, "entente.js")], bundle: true, minify: true, format: "iife", target: "es2020", legalComments: "none", outfile: join(folder, "entente.js"), logLevel: "warning" });

// The same projection as WorldMap.cs: Equal Earth about 11 degrees east, 960 by 467.
const world = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("world-atlas/countries-110m.json"), "utf8"));
const path = geoPath(geoEqualEarth().rotate([-11, 0]).scale(177.3457).translate([480, 233.5]).precision(0.3)).digits(1);
writeFileSync(join(folder, "world.json"), JSON.stringify({
  land: path(feature(world, world.objects.land)),
  borders: path(mesh(world, world.objects.countries, (a, b) => a !== b)),
  graticule: path(geoGraticule10()),
}));
