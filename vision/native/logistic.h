// Logistic regression with a quadratic penalty, by Newton's method: its optimum is unique, so that training needs no random start.
#pragma once
#include <opencv2/core.hpp>

namespace ugv {

class Logistic {
public:
    // Rows of features of about unit spread, and 1 or 0 for each row. `cost`: weight of the rows against the penalty.
    static Logistic fit(const cv::Mat& features, const cv::Mat& labels, double cost);

    float predict(const cv::Mat& row) const;  // probability of 1
    bool empty() const { return weights_.empty(); }

    void write(cv::FileStorage& file, const char* name) const;
    static Logistic read(const cv::FileStorage& file, const char* name);

private:
    cv::Mat weights_;  // double, one column; the last is the bias
};

}  // namespace ugv
