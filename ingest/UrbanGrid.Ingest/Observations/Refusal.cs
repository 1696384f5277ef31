namespace UrbanGrid.Ingest.Observations;

/// <summary>Why an observation, or a part of it, was refused.</summary>
public enum Refusal
{
    /// <summary>The payload is not the JSON the topic asks for.</summary>
    BadJson,
    /// <summary>The bytes are no JPEG.</summary>
    BadJpeg,
    /// <summary>The topic is none of the contract's.</summary>
    UnknownTopic,
    /// <summary>A value is not a number: NaN, infinity or too large for a double.</summary>
    ValueNotFinite,
    /// <summary>A value outside what the model's sensor can mean.</summary>
    OutOfRange,
    /// <summary>A position at 0,0, which receivers send while they have no fix.</summary>
    PositionZero,
    /// <summary>A position that is not on earth, or incomplete.</summary>
    PositionInvalid,
    /// <summary>A time too far ahead, or too old.</summary>
    ClockSkew,
    /// <summary>More samples in one message than allowed.</summary>
    TooManySamples,
    /// <summary>More bytes than allowed for this kind of message.</summary>
    PayloadTooLarge,
    /// <summary>The mapping of the device's model could not read it.</summary>
    NotMapped,
    /// <summary>The topic names a device that is not registered, or disabled; only an external broker lets it through.</summary>
    UnknownDevice,
    /// <summary>A frame of JT/T 808 that cannot be read.</summary>
    BadFrame,
}

/// <summary>What a refusal is called in tables, counters and on the device's page.</summary>
public static class RefusalText
{
    private static readonly (string Code, string Text)[] Table =
    [
        ("bad_json", "The payload is not the JSON this topic carries."),
        ("bad_jpeg", "The payload is no complete JPEG (it must begin with FF D8 and end with FF D9)."),
        ("unknown_topic", "The topic is none of urbangrid/v1/{device}/telemetry, position, frame/{ts}, detection, event, status, reply/{id}."),
        ("value_not_finite", "A value is NaN, infinite or too large."),
        ("out_of_range", "A value is outside what this sensor can measure."),
        ("position_zero", "The position is 0,0: the receiver has no fix yet."),
        ("position_invalid", "Latitude or longitude is missing or not on earth."),
        ("clock_skew", "The time is too far ahead or too old; set the device's clock (UTC)."),
        ("too_many_samples", "Too many samples in one message; send them in several."),
        ("payload_too_large", "The payload is larger than this topic allows."),
        ("not_mapped", "The mapping of the device's model cannot read the message."),
        ("unknown_device", "The topic names a device that is not registered here, or is disabled."),
        ("bad_frame", "The frame of JT/T 808 cannot be read; ./run decode jt808 says what is wrong with it."),
    ];

    /// <summary>Stable code, e.g. <c>bad_json</c>.</summary>
    public static string Code(this Refusal refusal) => Table[(int)refusal].Code;

    /// <summary>One English sentence that says what is wrong.</summary>
    public static string Text(this Refusal refusal) => Table[(int)refusal].Text;
}
