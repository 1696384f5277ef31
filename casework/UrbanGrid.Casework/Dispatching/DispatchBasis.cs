namespace UrbanGrid.Casework.Dispatching;

/// <summary>What a suggestion rests on, the strongest first.</summary>
public enum DispatchBasis
{
    /// <summary>裁决: the leading body has ruled about the same before.</summary>
    Ruling,

    /// <summary>权属单位: whoever owns the component.</summary>
    Owner,

    /// <summary>权责清单: a row of the responsibility matrix.</summary>
    Matrix,

    /// <summary>属地兜底: the unit that answers for whatever nobody else does; never dispatched to without a dispatcher.</summary>
    Default,
}
