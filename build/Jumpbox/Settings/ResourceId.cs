using System.Diagnostics.CodeAnalysis;
using Jumpbox.Boundaries;

namespace Jumpbox.Settings;

/// <summary>
/// The id of a resource or a resource group in Azure Resource Manager, in the form
/// <c>/subscriptions/{guid}/resourceGroups/{name}/providers/{namespace}/{type}/{name}[/{type}/{name}…]</c>. Two ids are equal
/// when they differ only in case, as Azure compares them.
/// </summary>
public sealed class ResourceId : IEquatable<ResourceId>
{
    private readonly string _text;

    private ResourceId(string text, string subscriptionId, string resourceGroup, string type, string[] names)
    {
        _text = text;
        SubscriptionId = subscriptionId;
        ResourceGroup = resourceGroup;
        Type = type;
        Names = names;
    }

    /// <summary>The subscription's GUID.</summary>
    public string SubscriptionId { get; }

    /// <summary>The name of the resource group.</summary>
    public string ResourceGroup { get; }

    /// <summary>Namespace and types, for example <c>Microsoft.Network/virtualNetworks/subnets</c>.</summary>
    public string Type { get; }

    /// <summary>The names from the outermost resource to the innermost; empty for a resource group.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The innermost name; for a resource group the group's.</summary>
    public string Name => Names.Count == 0 ? ResourceGroup : Names[^1];

    /// <summary>The id of the parent resource: the virtual network of a subnet, the group of a network.</summary>
    public ResourceId? Parent =>
        Names.Count == 0
            ? null
            : Parse(
                _text[..(Names.Count == 1 ? ProvidersIndex() : _text.LastIndexOf('/', _text.LastIndexOf('/') - 1))]
            );

    /// <summary>The id of the resource's group.</summary>
    public ResourceId Group => ForGroup(SubscriptionId, ResourceGroup);

    /// <summary>The arguments by which the Azure CLI finds the group, whatever its current subscription is.</summary>
    internal string AzGroup => $"--subscription {SubscriptionId} -g {ShellWord.Quote(ResourceGroup)}";

    /// <summary>Creates the id of a resource group.</summary>
    /// <param name="subscriptionId">The subscription's GUID.</param>
    /// <param name="name">The group's name.</param>
    public static ResourceId ForGroup(string subscriptionId, string name) =>
        Parse($"/subscriptions/{subscriptionId}/resourceGroups/{name}");

    /// <summary>Creates the id of a resource in a group.</summary>
    /// <param name="subscriptionId">The subscription's GUID.</param>
    /// <param name="resourceGroup">The group's name.</param>
    /// <param name="type">Namespace and type, for example <c>Microsoft.Compute/images</c>.</param>
    /// <param name="name">The resource's name.</param>
    public static ResourceId ForResource(string subscriptionId, string resourceGroup, string type, string name) =>
        Parse($"/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/providers/{type}/{name}");

    /// <summary>Creates the id of a child resource.</summary>
    /// <param name="type">The child's type alone, for example <c>subnets</c>.</param>
    /// <param name="name">The child's name.</param>
    public ResourceId Child(string type, string name) => Parse($"{_text}/{type}/{name}");

    /// <summary>Reads an id.</summary>
    /// <param name="text">The id.</param>
    /// <exception cref="FormatException">The text is not a resource id.</exception>
    public static ResourceId Parse(string text) =>
        TryParse(text, out ResourceId? id) ? id : throw new FormatException($"'{text}' is not an Azure resource id.");

    /// <summary>Tries to read an id.</summary>
    /// <param name="text">The text to read.</param>
    /// <param name="id">The id, or null.</param>
    /// <returns>Whether the text is a resource id.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ResourceId? id)
    {
        id = null;
        string[] parts = (text ?? "").Split('/');
        if (
            parts.Length < 5
            || parts[0].Length > 0
            || !Same(parts[1], "subscriptions")
            || !Guid.TryParseExact(parts[2], "D", out _)
            || !Same(parts[3], "resourceGroups")
            || parts.Skip(4).Any(part => part.Length == 0 || part.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        )
        {
            return false;
        }
        if (parts.Length == 5)
        {
            id = new ResourceId(text!, parts[2], parts[4], "Microsoft.Resources/resourceGroups", []);
            return true;
        }
        if (parts.Length < 9 || !Same(parts[5], "providers") || (parts.Length - 7) % 2 != 0)
        {
            return false;
        }
        string[] tail = parts[7..];
        string type = string.Join('/', tail.Where((_, index) => index % 2 == 0).Prepend(parts[6]));
        id = new ResourceId(text!, parts[2], parts[4], type, [.. tail.Where((_, index) => index % 2 == 1)]);
        return true;
    }

    /// <summary>Whether the resource is of a type, ignoring case.</summary>
    /// <param name="type">For example <c>Microsoft.Network/virtualNetworks/subnets</c>.</param>
    public bool IsOfType(string type) => Same(Type, type);

    /// <inheritdoc/>
    public bool Equals(ResourceId? other) => other is not null && Same(_text, other._text);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ResourceId);

    /// <summary>Whether two ids name the same resource.</summary>
    public static bool operator ==(ResourceId? left, ResourceId? right) => Equals(left, right);

    /// <summary>Whether two ids name different resources.</summary>
    public static bool operator !=(ResourceId? left, ResourceId? right) => !Equals(left, right);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(_text);

    /// <summary>The id as originally written.</summary>
    public override string ToString() => _text;

    private int ProvidersIndex() => _text.IndexOf("/providers/", StringComparison.OrdinalIgnoreCase);

    private static bool Same(string left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
