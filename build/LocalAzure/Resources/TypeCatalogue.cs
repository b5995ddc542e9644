namespace LocalAzure.Resources;

/// <summary>The emulated resource types, as registered by each provider.</summary>
internal sealed class TypeCatalogue
{
    private readonly Dictionary<string, ResourceType> _types = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyCollection<ResourceType> All => _types.Values;

    public ResourceType? Find(string name) => _types.GetValueOrDefault(name);

    public IEnumerable<ResourceType> InNamespace(string ns) =>
        _types.Values.Where(t => t.Name.StartsWith(ns + "/", StringComparison.OrdinalIgnoreCase));

    public T Add<T>(T type)
        where T : ResourceType
    {
        _types.Add(type.Name, type);
        (type as StoredType)?.Enlist();
        return type;
    }
}
