using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Server;
using LocalAzure.Store;
using LocalAzure.TemplateLanguage;
using LocalAzure.TemplateLanguage.Evaluation;
using LocalAzure.TemplateLanguage.Planning;
using LocalAzure.TemplateLanguage.Syntax;
using LocalAzure.TemplateLanguage.Values;

namespace LocalAzure.Deployments;

/// <summary>
/// Executes a plan as the caller: each resource as soon as its dependencies exist, independent ones in parallel. A failure
/// stops only its dependents; the deployment then fails with the errors of all resources.
/// </summary>
internal sealed class DeploymentRun(
    ResourceStore store,
    TypeCatalogue types,
    ResourceGateway gateway,
    DeploymentPlan plan,
    DeploymentRecord record,
    BegunResources begun,
    Caller caller,
    string defaultLocation
)
{
    private readonly Dictionary<PlannedResource, Task<bool>> _started = [];
    private readonly List<(string Id, ArmError Error)> _failures = [];
    private readonly List<string> _made = [];
    private readonly Lock _gate = new();

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        try
        {
            List<PlannedResource> all = plan.Active.ToList();
            lock (_gate)
            {
                all.ForEach(r => Start(r, cancellationToken));
            }
            await Task.WhenAll(_started.Values);
            if (_failures.Count == 0 && record.IsRunning && plan.Request.IsComplete)
            {
                foreach (string left in CompleteMode.NotIn(store, types, plan, _made))
                {
                    await DeleteAsync(left, cancellationToken);
                }
            }
            Finish(cancellationToken);
        }
        catch (TemplateException e)
        {
            record.End("Failed", new ArmError("DeploymentFailed", e.Message, null, [new ArmError(e.Code, e.Message)]));
        }
        catch (ArmException e)
        {
            record.End("Failed", e.Error);
        }
    }

    private Task<bool> Start(PlannedResource resource, CancellationToken cancellationToken)
    {
        if (_started.TryGetValue(resource, out Task<bool>? running))
        {
            return running;
        }
        List<Task<bool>> before = plan.Waits[resource]
            .Where(plan.Waits.ContainsKey)
            .Select(r => Start(r, cancellationToken))
            .ToList();
        return _started[resource] = Task.Run(
            () => DeployAfterAsync(resource, before, cancellationToken),
            cancellationToken
        );
    }

    private async Task<bool> DeployAfterAsync(
        PlannedResource resource,
        List<Task<bool>> before,
        CancellationToken cancellationToken
    )
    {
        bool[] ready = await Task.WhenAll(before);
        if (!ready.All(ok => ok) || !record.IsRunning)
        {
            return false;
        }
        string operation = begun.OperationOf(resource.Id) ?? NewOperation();
        (int Status, ArmError? Error)? ended = await begun.EndAsync(resource.Id, cancellationToken);
        if (ended is null)
        {
            record.Step(operation, "Create", resource.Id, resource.Type, DeploymentRecord.Running, 202, null);
        }
        (int status, ArmError? error) = ended ?? await PutAsync(resource, cancellationToken);
        record.Step(
            operation,
            "Create",
            resource.Id,
            resource.Type,
            error is null ? "Succeeded" : "Failed",
            status,
            error
        );
        lock (_gate)
        {
            if (error is null)
            {
                _made.Add(resource.Id);
            }
            else
            {
                _failures.Add((resource.Id, error));
            }
        }
        return error is null;
    }

    private static string NewOperation() => Guid.NewGuid().ToString("N")[..16].ToUpperInvariant();

    private async Task<(int Status, ArmError? Error)> PutAsync(
        PlannedResource resource,
        CancellationToken cancellationToken
    )
    {
        try
        {
            EvaluationContext context = resource.Context with { Cloud = Answers(cancellationToken) };
            JsonObject body;
            // A frame evaluates its variables on first use, so only one resource at a time may read it.
            lock (plan.Frame)
            {
                body = resource.IsDeployment ? NestedBody(resource, context) : Prediction.Body(resource, context);
            }
            GatewayResult result = await gateway.PutAsync(
                caller,
                resource.Id,
                resource.ApiVersion,
                body,
                cancellationToken
            );
            return result.Succeeded ? (result.Status, null) : (result.Status, result.Error);
        }
        catch (TemplateException e)
        {
            return (e.Status, new ArmError(e.Code, e.Message, resource.Id));
        }
        catch (ArmException e)
        {
            return (e.Status, e.Error);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is not OutOfMemoryException)
        {
            return (500, Bug.Trace(e));
        }
    }

    private JsonObject NestedBody(PlannedResource resource, EvaluationContext context)
    {
        JsonObject parameters = new();
        foreach ((string? name, Expression? value) in NestedDeployment.ParametersOf(resource, context))
        {
            parameters[name] = new JsonObject { ["value"] = TreeEvaluator.Render(value) };
        }
        string? mode = TreeEvaluator.Render(NestedDeployment.Properties(resource).Member("mode"), context).Text();
        JsonObject body = new()
        {
            ["properties"] = new JsonObject
            {
                ["mode"] = mode ?? "Incremental",
                ["template"] = NestedDeployment.TemplateOf(resource, context).DeepClone(),
                ["parameters"] = parameters,
            },
        };
        if (ArmPath.Parse(resource.Id).ResourceGroup is null)
        {
            string? location = TreeEvaluator.Render(resource.Source.Member("location"), context).Text();
            body["location"] = location ?? plan.Request.Location ?? defaultLocation;
        }
        return body;
    }

    private async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        string operation = NewOperation();
        string type = ArmPath.Parse(id).Type;
        string version = types.Find(type)?.ApiVersions.Max(StringComparer.Ordinal) ?? "";
        GatewayResult result = await gateway.DeleteAsync(caller, id, version, cancellationToken);
        record.Step(
            operation,
            "Delete",
            id,
            type,
            result.Succeeded ? "Succeeded" : "Failed",
            result.Status,
            result.Error
        );
        if (!result.Succeeded)
        {
            _failures.Add((id, result.Error!));
        }
    }

    private void Finish(CancellationToken cancellationToken)
    {
        if (_failures.Count > 0)
        {
            record.End("Failed", Failure(), made: _made);
            return;
        }
        (JsonObject? shown, JsonObject? secret) = DeploymentOutputs.Evaluate(plan, Answers(cancellationToken));
        record.End("Succeeded", null, shown, secret, _made);
    }

    private ArmError Failure() =>
        new(
            "DeploymentFailed",
            "At least one resource deployment operation failed. Please list deployment operations for details. Please see "
                + "https://aka.ms/arm-deployment-operations for usage details.",
            record.Id,
            [.. _failures.Select(f => f.Error with { Target = f.Error.Target ?? f.Id })]
        );

    // The control plane answers reads from memory without waiting, so an evaluation may call it synchronously.
    private CloudAnswers Answers(CancellationToken cancellationToken) =>
        new(
            (id, version) =>
                Answered(
                    gateway.GetAsync(caller, id, version, cancellationToken).GetAwaiter().GetResult(),
                    id,
                    version
                ),
            (function, id, version, body) =>
            {
                GatewayResult result = gateway
                    .PostAsync(caller, id, function, version, body as JsonObject, cancellationToken)
                    .GetAwaiter()
                    .GetResult();
                return result.Succeeded ? result.Body : throw new ArmException(result.Status, result.Error!);
            }
        );

    private static JsonObject Answered(GatewayResult result, string id, string version)
    {
        if (!result.Succeeded)
        {
            throw new ArmException(result.Status, result.Error!);
        }
        ArmPath path = ArmPath.Parse(id);
        JsonObject full = result.Body!.Copy();
        full["apiVersion"] = version;
        full["resourceId"] = id;
        full["subscriptionId"] = path.SubscriptionId;
        full["resourceGroupName"] = path.ResourceGroup;
        full["scope"] = "";
        full["condition"] = true;
        return full;
    }
}
