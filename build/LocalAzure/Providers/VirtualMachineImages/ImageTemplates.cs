using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.VirtualMachineImages;

/// <summary>
/// Image templates: created once, never updated, built with run, cancelled with cancel. One that could not be created stays
/// as Failed and blocks its name until it is deleted.
/// </summary>
internal sealed class ImageTemplates(
    ResourceContext context,
    Admission admission,
    StagingGroup staging,
    ImageBuilds builds
) : StoredType(context, TypeName)
{
    public const string TypeName = "Microsoft.VirtualMachineImages/imageTemplates";

    // The properties that PATCH accepts since 2024-02-01 (models.tsp of Microsoft.VirtualMachineImages).
    private static readonly string[] Patchable = ["distribute", "vmProfile"];

    protected override LongRunningStyle? Style => LongRunningStyle.AsyncOperation;

    // The examples of azure-rest-api-specs (2025-10-01): Location for DELETE, Azure-AsyncOperation for run and cancel. Recordings
    // (azure-cli, test_image_builder_cancel) have both for run, with the same address.
    protected override LongRunningStyle? DeleteStyle => LongRunningStyle.Location;

    protected override TimeSpan CreateDuration => Context.Durations.TemplateCreate;

    protected override TimeSpan DeleteDuration => Context.Durations.TemplateDelete;

    protected override string NamePattern => "^[A-Za-z0-9-_.]{1,64}$";

    // The service reports a missing identity as the template's provisioning error.
    protected override bool ChecksIdentity => false;

    protected override ArmResponse Act(ArmRequest request, string action)
    {
        StoredResource template = Find(request.Path) ?? throw NotFound(request.Path);
        return action.ToLowerInvariant() switch
        {
            "run" => Accepted(request, LongRunningStyle.Both, operation => builds.Start(template, operation)),
            "cancel" => Accepted(
                request,
                LongRunningStyle.AsyncOperation,
                operation => builds.Cancel(template, operation)
            ),
            _ => throw Unsupported(request, action),
        };
    }

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        if (existing is not null && request.Method == "PUT")
        {
            throw new ArmException(
                409,
                "Conflict",
                "Update/Upgrade of image templates is currently not supported. "
                    + $"The image template '{existing.Name}' exists"
                    + (IsFailed(existing) ? " and its provisioning failed: delete it first." : ".")
            );
        }
        IReadOnlyList<ArmError> problems = new ShapeCheck(request.ApiVersion).Check(body, TemplateShape.Body);
        if (problems.Count == 0)
        {
            problems = [.. TemplateRules.Check(body)];
        }
        if (problems.Count > 0)
        {
            throw new ArmException(400, problems.Count == 1 ? problems[0] : Together(problems));
        }
    }

    protected override void CheckPatch(ArmRequest request, JsonObject patch, StoredResource existing)
    {
        RefuseWhileBusy(existing, "write");
        List<string> refused = patch
            .Where(p => p.Key is not ("tags" or "identity" or "properties"))
            .Select(p => p.Key)
            .Concat(
                (patch["properties"].Object() ?? []).Select(p => p.Key).Except(Patchable).Select(n => $"properties.{n}")
            )
            .ToList();
        if (refused.Count > 0)
        {
            throw new ArmException(
                400,
                "InvalidPatchContent",
                "Update/Upgrade of image templates is currently not supported: PATCH takes tags, identity, "
                    + $"properties.distribute and properties.vmProfile, not {string.Join(", ", refused)}.",
                refused[0]
            );
        }
        List<string?> kept = patch
            .At("properties", "distribute")
            .Items()
            .Select(d => d["runOutputName"].Text())
            .ToList();
        string? lost = existing
            .Body.At("properties", "distribute")
            .Items()
            .Select(d => d["runOutputName"].Text())
            .FirstOrDefault(n => patch.At("properties", "distribute") is not null && !kept.Contains(n));
        if (lost is not null)
        {
            throw new ArmException(
                400,
                "InvalidPatchContent",
                $"The distribution target '{lost}' cannot be removed by PATCH.",
                "properties.distribute"
            );
        }
    }

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        // The service's schema has no ETag.
        document.Remove("etag");
        if (existing is null)
        {
            Sources.Name(document);
            return;
        }
        foreach (string name in new[] { "exactStagingResourceGroup", "lastRunStatus" })
        {
            if (existing.Body.At("properties", name) is { } value)
            {
                document.Ensure("properties")[name] = value.DeepClone();
            }
        }
    }

    protected override void CheckDelete(ArmRequest request, StoredResource existing)
    {
        RefuseWhileBusy(existing, "delete");
        if (existing.Hidden?["ownsStaging"] is not null && admission.IdentityOf(existing) is null)
        {
            throw new ArmException(
                400,
                "ManagedIdentityNotFound",
                "The assigned managed identity cannot be used. Please remove the existing one and re-assign a new identity."
            );
        }
    }

    protected override ArmError? Created(StoredResource resource)
    {
        if (resource.Hidden?["ownsStaging"] is not null)
        {
            return null;
        }
        if (Refusal(resource) is { } error)
        {
            Context.Store.Update(
                resource.Id,
                (b, _) =>
                    b.Ensure("properties")["provisioningError"] = new JsonObject
                    {
                        ["provisioningErrorCode"] = error.Code,
                        ["message"] = error.Message,
                    }
            );
            return new ArmError(error.Code == "Other" ? "InternalOperationError" : error.Code, error.Message);
        }
        return null;
    }

    // With autoRun, a build starts once when the template has been created.
    protected override void Settled(StoredResource resource)
    {
        if (
            resource.Body.At("properties", "autoRun", "state").Text() == "Enabled"
            && resource.Body.At("properties", "lastRunStatus") is null
        )
        {
            builds.Start(resource, null);
        }
    }

    protected override void Deleted(StoredResource resource) => staging.Close(resource);

    private ArmError? Refusal(StoredResource resource)
    {
        if (admission.Check(resource) is { } refusal)
        {
            return refusal;
        }
        try
        {
            staging.Open(resource, admission.IdentityOf(resource)!);
            return null;
        }
        catch (ArmException e)
        {
            return e.Error;
        }
    }

    private ArmResponse Accepted(ArmRequest request, LongRunningStyle style, Action<string> act)
    {
        ArmResponse answer = Context.Operations.Start(request, new ArmResponse(202), style, null);
        act(answer.OperationId!);
        return answer;
    }

    private static bool IsFailed(StoredResource template) =>
        template.Body.At("properties", "provisioningState").Text() == "Failed";

    internal static void RefuseWhileBusy(StoredResource template, string verb)
    {
        string? state = template.Body.At("properties", "provisioningState").Text();
        string? run = template.Body.At("properties", "lastRunStatus", "runState").Text();
        if (state is "Creating" or "Updating" or "Deleting" || run is "Running" or "Canceling")
        {
            throw new ArmException(
                409,
                "OperationNotAllowed",
                $"imageTemplates/{verb} is not allowed in provisioning state: {state} or run state: {run ?? "none"}. "
                    + $"The image template is '{template.Name}'."
            );
        }
    }

    private static ArmError Together(IReadOnlyList<ArmError> problems) =>
        new(
            problems[0].Code,
            $"The image template has {problems.Count} problems: {string.Join(" ", problems.Select(p => p.Message))}",
            problems[0].Target,
            problems
        );
}
