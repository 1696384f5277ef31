// C interface of the crop classifier: is the cover in this one picture closed, or open or displaced? It is trained from
// confirmed pictures; none ships. Mirrored in UrbanGrid.Vision/Native/CropMethods.cs.
#pragma once
#include <cstdint>
#include "ugvision.h"

struct ugv_crop_box { float x, y, width, height; };  // pixels of the picture

enum ugv_crop_variant : int32_t {
    UGV_CROP_AS_IT_IS = 0,
    UGV_CROP_GENTLE = 1,      // shifted and turned a little, mirrored half of the time
    UGV_CROP_STRONG = 2,      // more of it, and stretched, in another light, blurred, noisy
    UGV_CROP_FAR_GENTLE = 3,  // shrunk to few pixels before
    UGV_CROP_FAR_STRONG = 4,
};

struct ugv_crop_net;
struct ugv_crop_model;

// Blue-green-red, row by row.
UGV_API int32_t ugv_picture_pixels(const uint8_t* picture, int32_t length, ugv_buffer* bgr, int32_t* width, int32_t* height);

// Early layers of a detector network, mean-pooled. `layers`: names separated by commas.
UGV_API int32_t ugv_crop_net_open(const char* file, const char* layers, ugv_crop_net** net);
UGV_API void ugv_crop_net_close(ugv_crop_net* net);

// Number of features: of the measures made by hand, or of the network's layers if there is one.
UGV_API int32_t ugv_crop_feature_count(ugv_crop_net* net, int32_t* count);
// `variant`: ugv_crop_variant; `seed` chooses how much. `net` may be null.
UGV_API int32_t ugv_crop_features(const uint8_t* picture, int32_t length, const ugv_crop_box* box, int32_t variant, int32_t seed,
                                  ugv_crop_net* net, float* features, int32_t capacity, int32_t* count);

// Rows of features with the label 1 for open or displaced and 0 for closed. `by_hand`: not those of a network.
UGV_API int32_t ugv_crop_model_train(const float* features, const int32_t* open, int32_t rows, int32_t columns, int32_t by_hand,
                                     ugv_crop_model** model);
UGV_API int32_t ugv_crop_model_load(const char* file, ugv_crop_model** model);
UGV_API int32_t ugv_crop_model_save(ugv_crop_model* model, const char* file);
// Probability that it is open, 0..1.
UGV_API int32_t ugv_crop_model_predict(ugv_crop_model* model, const float* features, int32_t columns, float* open);
UGV_API void ugv_crop_model_close(ugv_crop_model* model);
