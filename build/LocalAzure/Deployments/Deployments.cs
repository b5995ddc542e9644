using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAzure.Arm;
using LocalAzure.Providers.Resources;
using LocalAzure.Resources;
using LocalAzure.Server;
using LocalAzure.Store;

namespace LocalAzure.Deployments;

/// <summary>
/// Template deployments at subscription and resource-group scope: PUT, GET, HEAD, DELETE, list, validate, whatIf,
/// cancel, exportTemplate.
/// </summary>
internal sealed partial class Deployments(
    ResourceContext context,
    TypeCatalogue types,
    ResourceGateway gateway,
    BackgroundWork background,
    Preflight preflight,
    string location
) : ResourceType(context, TypeName, ResourcesVersions.ResourceGroups)
{
    public const string TypeName = "Microsoft.Resources/deployments";

    private readonly ScopeFacts _scopes = new(context, types);

    /// <summary>Continues the deployments that were running when the process that began them ended.</summary>
    public void Resume()
    {
        foreach (StoredResource open in Context.Store.OfType(TypeName))
        {
            DeploymentRecord record = new(Context, open.Id);
            if (!record.IsRunning)
            {
                continue;
            }
            try
            {
                ArmRequest request = record.Request();
                Begin(DeploymentPlan.Create(_scopes, request), record, request.Caller);
            }
            catch (ArmException e)
            {
                record.End("Failed", e.Error);
            }
        }
    }

    public static ArmException Missing(string name) =>
        new(404, "DeploymentNotFound", $"Deployment '{name}' could not be found.");

    public override async Task<ArmResponse> HandleAsync(ArmRequest request, CancellationToken cancellationToken)
    {
        RefuseElsewhere(request);
        if (request is not { Method: "PUT", Path.IsCollection: false })
        {
            return await base.HandleAsync(request, cancellationToken);
        }
        CheckName(request.Path.Name);
        DeploymentRecord record = new(Context, IdOf(request.Path));
        CheckNotRunning(record, request.Path.Name);
        DeploymentPlan plan = Plan(request);
        CheckLocation(record, plan, request.Path.Name);
        ArmResponse answer = Context.Store.Transact(() =>
        {
            CheckNotRunning(record, request.Path.Name);
            bool isNew = Context.Store.Find(record.Id) is null;
            record.Begin(plan, request);
            ArmResponse started = Context.Operations.Start(
                request,
                new ArmResponse(isNew ? 201 : 200),
                LongRunningStyle.AsyncOperation,
                record.Id
            );
            record.RememberOperation(started.OperationId!);
            return started with { Body = Shown(record.Id) };
        });
        Begin(plan, record, request.Caller);
        return answer;
    }

    // The deployment outlives the request that started it.
    private void Begin(DeploymentPlan plan, DeploymentRecord record, Caller caller)
    {
        BegunResources begun = new(Context, record.Id);
        DeploymentRun run = new(Context.Store, types, gateway, plan, record, begun, caller, location);
        background.Begin(run.ExecuteAsync, error => Context.Store.TransactAnyway(() => record.End("Failed", error)));
    }

    public override Task<ArmResponse> HandleActionAsync(
        ArmRequest request,
        string action,
        CancellationToken cancellationToken
    )
    {
        RefuseElsewhere(request, action);
        return Task.FromResult(
            action.ToUpperInvariant() switch
            {
                "VALIDATE" => Validate(request),
                "WHATIF" => ArmResponse.Ok(
                    new WhatIf(Context.Store, types).Answer(
                        Plan(request, ValidationLevels.Of(request, ValidationLevel.ProviderNoRbac)),
                        HasIdsOnly(request)
                    )
                ),
                "CANCEL" => Cancel(request),
                "EXPORTTEMPLATE" => ArmResponse.Ok(
                    new JsonObject { ["template"] = Stored(request.Path).Hidden?["template"]?.DeepClone() }
                ),
                "LISTOUTPUTSWITHSECUREVALUES" => ArmResponse.Ok(Outputs(request.Path)),
                _ => throw Unsupported(request, action),
            }
        );
    }

    public override string? ActionOf(ArmRequest request) => IsElsewhere(request) ? null : base.ActionOf(request);

    public override string? ActionOf(ArmRequest request, string action) =>
        IsElsewhere(request) ? null : base.ActionOf(request, action);

    // Tenants and management groups have deployments too.
    private static bool IsElsewhere(ArmRequest request) => request.Path.SubscriptionId is null;

    private void RefuseElsewhere(ArmRequest request, string? action = null)
    {
        if (IsElsewhere(request))
        {
            throw Unsupported(request, action);
        }
    }

    protected override ArmResponse Get(ArmRequest request)
    {
        Stored(request.Path);
        return ArmResponse.Ok(Shown(request.Path.Id));
    }

    protected override ArmResponse List(ArmRequest request)
    {
        string prefix = $"{request.Path.Scope}/providers/{TypeName}/";
        Func<JsonObject, bool> filter = DeploymentFilter.Parse(request.Option("$filter"));
        return ArmResponse.List(
            Context.Store.Under(prefix).Where(r => r.Type == TypeName && filter(r.Body)).Select(r => r.Body.Copy())
        );
    }

    protected override ArmResponse Delete(ArmRequest request)
    {
        if (Context.Store.Find(request.Path.Id) is not { } stored)
        {
            return ArmResponse.NoContent();
        }
        CheckNotRunning(new DeploymentRecord(Context, stored.Id), request.Path.Name);
        foreach (StoredResource step in Context.Store.Under(stored.Id + "/operations/"))
        {
            Context.Store.Remove(step.Id);
        }
        Context.Store.Remove(stored.Id);
        ArmResponse answer = Context.Operations.Start(request, new ArmResponse(202), LongRunningStyle.Location, null);
        Context.Operations.Finish(answer.OperationId!);
        return answer;
    }

    // Validate, what-if and create refuse the same.
    private DeploymentPlan Plan(ArmRequest request, ValidationLevel level = ValidationLevel.Provider)
    {
        DeploymentPlan plan = DeploymentPlan.Create(_scopes, request);
        preflight.Demand(plan, request.Caller, level);
        return plan;
    }

    private static bool HasIdsOnly(ArmRequest request) =>
        ArmPath.Same(request.Body.At("properties", "whatIfSettings", "resultFormat").Text(), "ResourceIdOnly");

    private ArmResponse Validate(ArmRequest request)
    {
        DeploymentPlan plan = Plan(request, ValidationLevels.Of(request, ValidationLevel.Provider));
        return ArmResponse.Ok(
            new JsonObject
            {
                ["id"] = IdOf(request.Path),
                ["name"] = request.Path.Name,
                ["type"] = TypeName,
                ["properties"] = new JsonObject
                {
                    ["mode"] = plan.Request.IsComplete ? "Complete" : "Incremental",
                    ["provisioningState"] = "Succeeded",
                    ["timestamp"] = Operations.Stamp(Context.Now),
                    ["parameters"] = DeploymentRecord.Parameters(plan),
                    ["validatedResources"] = new JsonArray([
                        .. plan.Prediction.Resources.Select(r =>
                            (JsonNode)new JsonObject { ["id"] = r["id"]!.DeepClone() }
                        ),
                    ]),
                },
            }
        );
    }

    private ArmResponse Cancel(ArmRequest request)
    {
        DeploymentRecord record = new(Context, Stored(request.Path).Id);
        if (!record.IsRunning)
        {
            throw new ArmException(
                409,
                "DeploymentCannotBeCancelled",
                $"The deployment '{request.Path.Name}' cannot be cancelled: it is not running."
            );
        }
        record.End("Canceled", new ArmError("DeploymentCanceled", "The deployment was canceled."));
        return ArmResponse.NoContent();
    }

    // The values by name, secure ones too; a template reads them as listOutputsWithSecureValues('name', version).output.
    private JsonObject Outputs(ArmPath path)
    {
        StoredResource stored = Stored(path);
        IEnumerable<KeyValuePair<string, JsonNode?>> shown = stored.Body.At("properties", "outputs").Object() ?? [];
        IEnumerable<KeyValuePair<string, JsonNode?>> secret = stored.Hidden?["outputs"].Object() ?? [];
        JsonObject values = new();
        foreach ((string? name, JsonNode? output) in shown.Concat(secret))
        {
            values[name] = output.At("value")?.DeepClone();
        }
        return values;
    }

    private static void CheckNotRunning(DeploymentRecord record, string name)
    {
        if (record.IsRunning)
        {
            throw new ArmException(
                409,
                "DeploymentActive",
                $"Unable to edit or replace deployment '{name}': previous deployment is still active. Please see "
                    + "https://aka.ms/arm-deploy for usage details."
            );
        }
    }

    private void CheckLocation(DeploymentRecord record, DeploymentPlan plan, string name)
    {
        if (Context.Store.Find(record.Id)?.Body["location"].Text() is { } before && before != plan.Request.Location)
        {
            throw new ArmException(
                409,
                "InvalidDeploymentLocation",
                $"Invalid deployment location '{plan.Request.Location}'. The deployment '{name}' already exists in location "
                    + $"'{before}'."
            );
        }
    }

    private static void CheckName(string name)
    {
        if (!Name().IsMatch(name))
        {
            throw new ArmException(
                400,
                "InvalidDeploymentName",
                $"The deployment name '{name}' is invalid: it has 1 to 64 letters, digits, hyphens, underscores, periods and "
                    + "parentheses."
            );
        }
    }

    private static string IdOf(ArmPath path) => $"{path.Scope}/providers/{TypeName}/{path.Name}";

    private JsonObject Shown(string id) => Context.Store.Find(id)!.Body.Copy();

    private Store.StoredResource Stored(ArmPath path) => Context.Store.Find(path.Id) ?? throw Missing(path.Name);

    [GeneratedRegex(@"^[-\w._()]{1,64}$")]
    private static new partial Regex Name();
}
