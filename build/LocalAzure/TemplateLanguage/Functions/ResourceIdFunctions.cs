using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Evaluation;
using static LocalAzure.TemplateLanguage.Evaluation.FunctionDefinition;

namespace LocalAzure.TemplateLanguage.Functions;

/// <summary>The resourceId family.</summary>
internal static class ResourceIdFunctions
{
    public static readonly FunctionDefinition[] All =
    [
        Pure("resourceId", 2, int.MaxValue, ResourceId),
        Pure("subscriptionResourceId", 2, int.MaxValue, SubscriptionResourceId),
        Pure("tenantResourceId", 2, int.MaxValue, a => Below("", a, 0)),
        Pure("managementGroupResourceId", 3, int.MaxValue, ManagementGroupResourceId),
        Pure("extensionResourceId", 3, int.MaxValue, a => Below(a.Text(0).TrimEnd('/'), a, 1)),
    ];

    /// <summary>scope/providers/namespace/type/name/…</summary>
    public static string Compose(string scope, string type, IReadOnlyList<string> names)
    {
        string[] parts = type.Split('/');
        if (
            names.Count == 1
            && type.Equals("Microsoft.Resources/resourceGroups", StringComparison.OrdinalIgnoreCase)
            && scope.Count(c => c == '/') == 2
            && scope.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase)
        )
        {
            return $"{scope}/resourceGroups/{names[0]}";
        }
        return parts.Length == names.Count + 1
            ? $"{scope}/providers/{parts[0]}/{string.Join('/', parts.Skip(1).Zip(names, (t, n) => $"{t}/{n}"))}"
            : throw new TemplateException(
                $"The type '{type}' takes {parts.Length - 1} names, and {names.Count} are given: "
                    + $"'{string.Join("/", names)}'. Please see https://aka.ms/arm-resource-functions for usage details."
            );
    }

    private static JsonValue ResourceId(Arguments a)
    {
        DeploymentFacts facts = a.Context.Frame.Facts;
        int at = TypeAt(a, 2);
        string? subscription = at == 2 ? a.Text(0) : facts.SubscriptionId;
        string? group = at > 0 ? a.Text(at - 1) : facts.ResourceGroupName;
        if (at == 1 && facts.ResourceGroupName is null && Guid.TryParse(a.Text(0), out _))
        {
            (subscription, group) = (a.Text(0), null);
        }
        string scope = subscription is null ? "" : $"/subscriptions/{subscription}";
        return Below(group is null ? scope : $"{scope}/resourceGroups/{group}", a, at);
    }

    private static JsonValue SubscriptionResourceId(Arguments a)
    {
        int at = TypeAt(a, 1);
        return Below($"/subscriptions/{(at == 1 ? a.Text(0) : a.Context.Frame.Facts.SubscriptionId)}", a, at);
    }

    private static JsonValue ManagementGroupResourceId(Arguments a)
    {
        int at = TypeAt(a, 1);
        string group = at == 1 ? a.Text(0) : ManagementGroup(a.Context.Frame.Facts);
        return Below($"/providers/Microsoft.Management/managementGroups/{group}", a, at);
    }

    private static string ManagementGroup(DeploymentFacts facts) => facts.Scope[(facts.Scope.LastIndexOf('/') + 1)..];

    // The first argument with a slash is the type; a subscription and a group may precede it.
    private static int TypeAt(Arguments a, int most)
    {
        for (int i = 0; i <= most && i < a.Count; i++)
        {
            if (a.Text(i).Contains('/', StringComparison.Ordinal))
            {
                return i;
            }
        }
        throw a.Fail($"'{a.Text(0)}' is not a resource type such as 'Microsoft.Network/virtualNetworks'");
    }

    private static JsonValue Below(string scope, Arguments a, int at) =>
        JsonValue.Create(Compose(scope, a.Text(at), [.. Enumerable.Range(at + 1, a.Count - at - 1).Select(a.Text)]));
}
