namespace UrbanGrid.Casework.Law;

/// <summary>What a step is to whoever may take it.</summary>
public enum StepKind
{
    /// <summary>The case waits for it: it stands on the to-do list (待办).</summary>
    Duty,

    /// <summary>Another answer to the same duty, against the wish of whoever asked or reported.</summary>
    Against,

    /// <summary>May be done, is not waited for.</summary>
    Power,
}
