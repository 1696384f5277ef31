using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>A message of a protocol that has no topics, which its own gateway understands.</summary>
internal interface IForeignMessage
{
    /// <summary>What kind it counts as.</summary>
    TopicKind Kind { get; }

    /// <summary>Where it came in, for the device's page, e.g. <c>jt808/0x0200</c>.</summary>
    string Source { get; }

    /// <summary>Its bytes, valid while it is being accepted; the beginning of them is kept if it cannot be used.</summary>
    ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Puts what it says into the observation of the scope, or refuses it there.</summary>
    void Read(in ReadScope scope);
}
