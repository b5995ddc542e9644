using LocalAzure.ImageBuilder;
using LocalAzure.Protocol;

namespace LocalAzure.Resources;

/// <summary>Every resource type that is modelled. To add one: write its file, add its line here.</summary>
internal sealed class TypeCatalogue
{
    private readonly Dictionary<string, ResourceType> types = new(StringComparer.OrdinalIgnoreCase);

    public TypeCatalogue(ControlPlane plane)
    {
        Add(new Subscriptions(plane));
        Add(new ResourceGroups(plane));
        Add(new Locations(plane));
        Add(new Providers(plane));
        AddImageBuilder(plane);
    }

    public IReadOnlyCollection<ResourceType> All => types.Values;

    public ResourceType? Find(string name) => types.GetValueOrDefault(name);

    public IEnumerable<ResourceType> InNamespace(string ns) =>
        types.Values.Where(t => t.Name.StartsWith(ns + "/", StringComparison.OrdinalIgnoreCase));

    private void AddImageBuilder(ControlPlane plane)
    {
        Add(new ImageTemplates(plane));
        Add(new RunOutputs(plane));
        Add(new ContainerGroups(plane));
        Add(new ContainerLogs(plane));
        Add(new StorageAccounts(plane));
        Add(new Images(plane));
        Add(new VirtualMachines(plane));
        Add(new ScaleSets(plane));
        Add(new Galleries(plane));
        Add(new GalleryImages(plane));
        Add(new GalleryVersions(plane));
    }

    private void Add(ResourceType type)
    {
        types.Add(type.Name, type);
        (type as StoredType)?.Enlist();
    }
}
