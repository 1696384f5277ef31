namespace UrbanGrid.Vision.LeftObject;

/// <summary>One reason why a static region may be no thing that was left.</summary>
internal interface IJudge
{
    /// <summary>Name in evidence.</summary>
    string Name { get; }

    /// <summary>Looks at a region.</summary>
    Opinion Judge(in Hearing hearing);
}
