// C interface of the canvas: draws evidence sheets and test scenes into pixels that the caller holds (blue, green, red,
// 8 bits each; a sprite has alpha after them), row by row without gaps. Conventions as in ugvision.h; lengths are pixels.
#pragma once
#include "ugvision.h"

enum ugv_stroke_kind : int32_t {
    UGV_POLYGON = 0,  // filled; its points are the corners
    UGV_ELLIPSE = 1,  // filled; two points: centre and half axes
    UGV_LINE = 2,     // through its points, with round ends
};

struct ugv_stroke {
    int32_t kind;
    int32_t first, count;    // its points, as x,y pairs
    float blue, green, red;  // 0..255
    float opacity;           // 0..1
    float thickness;         // of a line
    float blur;              // standard deviation of the soft edge; 0 = sharp
    float shade;             // relative change of brightness from its top to its bottom, e.g. -0.3
    float grain;             // amplitude of a fixed texture, grey levels
    int32_t seed;            // of that texture
};

struct ugv_canvas { uint8_t* pixels; int32_t width, height, channels; };

// Strokes one after the other. On a sprite they also raise alpha.
UGV_API int32_t ugv_canvas_paint(const ugv_canvas* canvas, const ugv_stroke* strokes, int32_t count, const float* points);

// A sprite, scaled into a box with fractions of pixels, its colours multiplied by `light`; raises alpha where there is any.
UGV_API int32_t ugv_canvas_sprite(const ugv_canvas* canvas, const ugv_canvas* sprite, float x, float y, float width, float height,
                                  float opacity, float light);

// Moves and turns (degrees) the whole picture about its centre; what comes in repeats the edge.
UGV_API int32_t ugv_canvas_warp(const ugv_canvas* canvas, float dx, float dy, float degrees, float zoom);

UGV_API int32_t ugv_canvas_blur(const ugv_canvas* canvas, float sigma);

// ASCII, its lower left corner at x,y; outlined in black.
UGV_API int32_t ugv_canvas_text(const ugv_canvas* canvas, const char* text, float x, float y, float size, float blue, float green, float red);

// A JPEG, scaled into a box.
UGV_API int32_t ugv_canvas_jpeg(const ugv_canvas* canvas, const uint8_t* jpeg, int32_t length, int32_t x, int32_t y, int32_t width,
                                int32_t height);

// Light, veil and sensor in one pass: in * gain, blended with the veil's colour, plus noise. Gain (blue, green, red) and
// veil (0..1) come as coarse grids of columns x rows.
UGV_API int32_t ugv_canvas_grade(const ugv_canvas* canvas, const float* gain, const float* veil, int32_t columns, int32_t rows,
                                 float veil_blue, float veil_green, float veil_red, float noise, int32_t seed);
