namespace UrbanGrid.Casework.Catalogue.Uses;

/// <summary>A part of the product that works by codes of classes; the hub adds its own.</summary>
public interface IClassUser
{
    /// <summary>What uses which class now.</summary>
    Task<IReadOnlyList<ClassUse>> ListAsync(CancellationToken cancellationToken);
}
