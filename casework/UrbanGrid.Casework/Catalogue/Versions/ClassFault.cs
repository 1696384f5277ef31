namespace UrbanGrid.Casework.Catalogue.Versions;

/// <summary>What is wrong with a class that somebody wants.</summary>
/// <param name="Condition">Place of the condition in its class, from 0; null: it is the class itself.</param>
/// <param name="Message">What is wrong and what to write instead.</param>
public sealed record ClassFault(int? Condition, LocalText Message);
