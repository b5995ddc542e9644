namespace LocalAzure.Arm;

/// <summary>
/// A request path split like in ARM: scope, provider namespace, and alternating types and names. What is outside a provider
/// (subscriptions, resource groups, registrations) belongs to Microsoft.Resources, as in the names of ARM's permissions.
/// </summary>
internal sealed class ArmPath
{
    public const string RootNamespace = "Microsoft.Resources";

    private ArmPath(IReadOnlyList<string> segments, int provider)
    {
        Segments = segments;
        int rest = provider < 0 ? 0 : provider + 2;
        Scope = provider < 0 ? "" : Join(segments.Take(provider));
        Namespace = provider < 0 ? RootNamespace : segments[provider + 1];
        InProvider = provider >= 0;
        Types = [.. segments.Skip(rest).Where((_, i) => i % 2 == 0)];
        Names = [.. segments.Skip(rest).Where((_, i) => i % 2 == 1)];
    }

    public IReadOnlyList<string> Segments { get; }

    /// <summary>The path before the last provider; empty at the root.</summary>
    public string Scope { get; }

    public string Namespace { get; }

    /// <summary>False for paths such as /subscriptions/{id}/resourceGroups/{name}.</summary>
    public bool InProvider { get; }

    public IReadOnlyList<string> Types { get; }

    public IReadOnlyList<string> Names { get; }

    /// <summary>True when the path ends with a type: a list, or an action on the path before it.</summary>
    public bool IsCollection => Types.Count > Names.Count;

    public string Type => $"{Namespace}/{string.Join('/', Types)}";

    public string Name => Names.Count == 0 ? "" : Names[^1];

    public string Id => Join(Segments);

    public string Key => Id.ToLowerInvariant();

    public string? SubscriptionId => After("subscriptions", 0);

    public string? ResourceGroup => After("resourceGroups", 2);

    /// <summary>The parent of a child resource, or the scope.</summary>
    public ArmPath? Parent =>
        IsCollection && Segments.Count > 1 && (Types.Count > 1 || !InProvider) ? Parse(Join(Segments.SkipLast(1)))
        : Types.Count > 1 ? Parse(Join(Segments.SkipLast(2)))
        : Scope.Length > 0 ? Parse(Scope)
        : null;

    public static ArmPath Parse(string path)
    {
        string[] segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        int provider = -1;
        // Types have even indexes only, so that a group called "providers" is not mistaken for one.
        for (int i = 0; i + 2 < segments.Length; i += 2)
        {
            if (Same(segments[i], "providers"))
            {
                provider = i;
            }
        }
        // Registration is an action on the subscription's providers, not a type called "register".
        if (provider == 2 && segments.Length == 5 && (Same(segments[4], "register") || Same(segments[4], "unregister")))
        {
            provider = -1;
        }
        return new ArmPath(segments, provider);
    }

    public static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Id;

    private string? After(string type, int at) =>
        Segments.Count > at + 1 && Same(Segments[at], type) && (at == 0 || Same(Segments[0], "subscriptions"))
            ? Segments[at + 1]
            : null;

    private static string Join(IEnumerable<string> segments) => "/" + string.Join('/', segments);
}
