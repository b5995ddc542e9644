using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Providers.OperationalInsights;
using LocalAzure.Resources;
using LocalAzure.Specifications;
using LocalAzure.Store;

namespace LocalAzure.Providers.Insights;

/// <summary>
/// Data collection rules: what the agents of associated machines send where. LocalAzure collects nothing. Sources: azure-monitor-docs,
/// data-collection-rule-structure.md and data-collection-rule-overview.md; the form of a refusal, Azure/azure-powershell#19381. The codes
/// of its details are not documented.
/// </summary>
internal sealed class DataCollectionRules(ResourceContext context) : StoredType(context, TypeName)
{
    public const string TypeName = "Microsoft.Insights/dataCollectionRules";

    protected override string NamePattern => "^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}[A-Za-z0-9]$";

    protected override ArmError? Judge(ArmRequest request, IReadOnlyList<SpecificationProblem> problems) =>
        Invalid(
            problems.Select(problem =>
                problem.Kind switch
                {
                    ProblemKind.Unknown => new ArmError(
                        "InvalidPayload",
                        $"Unknown member '{problem.Path}'.",
                        problem.Path
                    ),
                    ProblemKind.Missing => new ArmError(
                        "InvalidPayload",
                        $"'{problem.Path}' is required.",
                        problem.Path
                    ),
                    _ => new ArmError(
                        "InvalidPayload",
                        $"'{problem.Path}' is {problem.Value}; expected is {problem.Expected}.",
                        problem.Path
                    ),
                }
            )
        );

    public override void CheckForm(ArmRequest request, JsonObject body)
    {
        JsonNode? properties = body["properties"];
        (string Name, string Path)[] sources = [.. Named(properties, "dataSources")];
        (string Name, string Path)[] destinations = [.. Named(properties, "destinations")];
        List<ArmError> errors =
        [
            .. Twice(sources).Concat(Twice(destinations)),
            .. properties.At("dataFlows").Items().SelectMany(flow => OfFlow(flow, destinations)),
        ];
        if (!request.Caller.IsSystem && !properties.At("dataFlows").Items().Any())
        {
            errors.Add(new("InvalidDataFlow", "A rule needs at least one data flow.", "properties.dataFlows"));
        }
        if (errors.Count > 0)
        {
            throw new ArmException(400, Invalid(errors));
        }
    }

    // The overview: a rule is in the region of its workspace.
    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        if (request.Caller.IsSystem)
        {
            return;
        }
        List<ArmError> errors = [];
        foreach (JsonNode destination in body.At("properties", "destinations", "logAnalytics").Items())
        {
            string id = destination.At("workspaceResourceId").Text() ?? "";
            StoredResource? workspace = Context.Store.Find(id);
            if (workspace?.Type != Workspaces.TypeName)
            {
                errors.Add(new("InvalidDestination", $"The workspace '{id}' does not exist.", id));
            }
            else if (
                workspace.Body["location"].Text() is { } place
                && place != Regions.Normalize(body["location"].Text() ?? place)
            )
            {
                errors.Add(
                    new("InvalidDestination", $"The workspace '{id}' is in {place}; a rule must be in its region.", id)
                );
            }
        }
        if (errors.Count > 0)
        {
            throw new ArmException(400, Invalid(errors));
        }
    }

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        JsonObject properties = document.Ensure("properties");
        properties["immutableId"] = existing?.Body.At("properties", "immutableId").Text() ?? $"dcr-{Guid.NewGuid():N}";
        foreach (JsonObject destination in properties.At("destinations", "logAnalytics").Items().OfType<JsonObject>())
        {
            destination["workspaceId"] = Context
                .Store.Find(destination["workspaceResourceId"].Text() ?? "")
                ?.Body.At("properties", "customerId")
                ?.DeepClone();
        }
    }

    protected override void CheckDelete(ArmRequest request, StoredResource existing)
    {
        if (request.Caller.IsSystem)
        {
            return;
        }
        StoredResource[] users = [.. RuleAssociations.Of(Context.Store, existing.Id)];
        if (ArmPath.Same(request.Option("deleteAssociations"), "true"))
        {
            foreach (StoredResource user in users)
            {
                Context.Store.Remove(user.Id);
            }
        }
        else if (users.Length > 0)
        {
            // The parameter is that of the specification; the code is not documented.
            throw new ArmException(
                409,
                "Conflict",
                $"The data collection rule '{existing.Id}' has associations: {string.Join(", ", users.Select(one => one.Id))}. Delete them, "
                    + "or add deleteAssociations=true."
            );
        }
    }

    private static IEnumerable<(string Name, string Path)> Named(JsonNode? properties, string section) =>
        (properties.At(section) as JsonObject ?? []).SelectMany(kind =>
            kind.Value.Items()
                .Select((one, i) => (one.At("name").Text() ?? "", $"properties.{section}.{kind.Key}[{i}]"))
        );

    private static IEnumerable<ArmError> Twice(IEnumerable<(string Name, string Path)> all) =>
        all.GroupBy(one => one.Name, StringComparer.OrdinalIgnoreCase)
            .Where(name => name.Key.Length == 0 || name.Count() > 1)
            .Select(name => new ArmError(
                "InvalidName",
                name.Key.Length == 0 ? "A name is required." : $"The name '{name.Key}' is not unique in the rule.",
                name.Last().Path
            ));

    private static IEnumerable<ArmError> OfFlow(JsonNode flow, (string Name, string Path)[] destinations)
    {
        if (!flow.At("streams").Items().Any())
        {
            yield return new("InvalidDataFlow", "A data flow needs streams.", "properties.dataFlows");
        }
        string[] named = [.. flow.At("destinations").Items().Select(one => one.Text() ?? "")];
        if (named.Length == 0)
        {
            yield return new("InvalidDataFlow", "A data flow needs destinations.", "properties.dataFlows");
        }
        foreach (string name in named.Where(name => destinations.All(one => !ArmPath.Same(one.Name, name))))
        {
            yield return new(
                "InvalidDataFlow",
                $"The destination '{name}' of a data flow is not one of destinations.",
                "properties.dataFlows"
            );
        }
    }

    private static ArmError Invalid(IEnumerable<ArmError> details) =>
        new("InvalidPayload", "Data collection rule is invalid", null, [.. details]);
}
