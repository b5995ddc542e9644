using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Guests;
using LocalAzure.Settings;
using LocalAzure.Store;

namespace LocalAzure.Providers.VirtualMachineImages;

/// <summary>The effects of each stage of a build, the next stage, and the delay before it.</summary>
internal sealed class BuildStages(
    ResourceContext context,
    PermissionCheck permissions,
    Inside inside,
    Sources sources,
    BuildLog log,
    RealMachines machines,
    StepSettings steps
)
{
    private static readonly JsonObject NoStep = [];

    /// <exception cref="BuildFailure">The build fails.</exception>
    public (TimeSpan Delay, BuildStage? Next, int Step) Enter(
        StoredResource template,
        string run,
        BuildStage stage,
        int step,
        Caller? identity
    )
    {
        JsonObject properties = template.Body["properties"].Object() ?? NoStep;
        List<JsonNode> customizers = properties["customize"].Items().ToList();
        List<JsonNode> validators = properties.At("validate", "inVMValidations").Items().ToList();
        bool validateOnly = properties.At("validate", "sourceValidationOnly").Flag() == true;
        switch (stage)
        {
            case BuildStage.Building:
                FailIn("Queued");
                SubState(template, "Building");
                Build(template, run, identity);
                return validateOnly
                    ? (context.Durations.Building, BuildStage.Validating, 0)
                    : (context.Durations.Building, BuildStage.Customizing, 0);
            case BuildStage.Customizing:
                SubState(template, "Customizing");
                if (step < customizers.Count)
                {
                    StartStep(template, run, customizers[step], step);
                    return (context.Durations.Customizer, BuildStage.Customized, step);
                }
                log.Deprovision(template, run);
                return properties.At("optimize", "vmBoot", "state").Text() == "Enabled"
                    ? (TimeSpan.Zero, BuildStage.Optimizing, 0)
                    : (TimeSpan.Zero, BuildStage.Validating, 0);
            case BuildStage.Customized when IsStillRunning(template, run, validating: false):
                return (RealMachines.PollInterval, BuildStage.Customized, step);
            case BuildStage.Customized:
                EndStep(template, run, customizers[step], "onCustomizerError");
                return (TimeSpan.Zero, BuildStage.Customizing, step + 1);
            case BuildStage.Optimizing:
                SubState(template, "Optimizing");
                return (context.Durations.Optimizing, BuildStage.Validating, 0);
            case BuildStage.Validating when step < validators.Count:
                SubState(template, "Validating");
                StartStep(template, run, validators[step], step, validating: true);
                return (context.Durations.Validator, BuildStage.Validated, step);
            case BuildStage.Validated when IsStillRunning(template, run, validating: true):
                return (RealMachines.PollInterval, BuildStage.Validated, step);
            case BuildStage.Validated:
                EndStep(template, run, validators[step], "onValidationError", validating: true);
                return (TimeSpan.Zero, BuildStage.Validating, step + 1);
            case BuildStage.Validating when !validateOnly:
                return (TimeSpan.Zero, BuildStage.Distributing, 0);
            case BuildStage.Distributing:
                SubState(template, "Distributing");
                return (context.Durations.Distributing, BuildStage.Distributed, 0);
            case BuildStage.Distributed:
                Distribution distribution = new(context, permissions, inside, template, run, identity);
                distribution.ToAll();
                TimeSpan left = distribution.EndOfReplication() - context.Now;
                return (left > TimeSpan.Zero ? left : TimeSpan.Zero, BuildStage.Replicated, 0);
            case BuildStage.Replicated:
                Distribution replicated = new(context, permissions, inside, template, run, identity);
                replicated.CheckReplication();
                machines.Keep(run, replicated.Artifacts);
                return (TimeSpan.Zero, null, 0);
            default:
                return (TimeSpan.Zero, null, 0);
        }
    }

    /// <summary>Stores the logs and deletes the build's machines.</summary>
    public void Leave(StoredResource template, string run, bool keepMachine)
    {
        machines.End(run);
        log.Keep(template, run);
        if (Machines.Group(template) is { } group)
        {
            inside.Remove(Machines.ContainerId(group, run));
            if (!keepMachine)
            {
                foreach (string id in Machines.OfBuild(group, run))
                {
                    inside.Remove(id);
                }
            }
        }
    }

    private void Build(StoredResource template, string run, Caller? identity)
    {
        if (identity is null)
        {
            throw new BuildFailure("The assigned managed identity cannot be used.", KeepsMachine: false);
        }
        JsonNode? source = template.Body.At("properties", "source");
        string? exact = source.At("type").Text() switch
        {
            "PlatformImage" => sources.PlatformVersion(source!, template.Id, template.Body["location"].Text()!),
            "SharedImageVersion" => sources.SharedVersion(source.At("imageVersionId").Text() ?? ""),
            var other => other,
        };
        if (exact is null)
        {
            throw new BuildFailure("The source image of the template does not exist any more.", KeepsMachine: false);
        }
        if (source.At("type").Text() != "ManagedImage")
        {
            context.Store.Update(
                template.Id,
                (b, _) => b.Ensure("properties").Ensure("source")["exactVersion"] = exact
            );
        }
        try
        {
            Machines.Create(context.Store, inside, template, run);
        }
        catch (ArmException e)
        {
            throw new BuildFailure(
                $"The build machines could not be made: {e.Error.Code}: {e.Message}",
                KeepsMachine: false
            );
        }
        log.Begin(template, run);
    }

    private void EndStep(StoredResource template, string run, JsonNode step, string policy, bool validating = false)
    {
        string name = step["name"].Text() ?? step["type"].Text() ?? "";
        StepFailure? told = steps.FailureOf(name);
        int code = told is not null || !machines.Any ? told?.ExitCode ?? 0 : Poll(run).ExitCode ?? 0;
        if (code != 0)
        {
            log.Print(template, run, told?.Output ?? [], validating);
            log.FailStep(template, run, step, code, validating);
            throw new BuildFailure(
                validating
                    ? "Failed in validating image: Failed while waiting for packerizer: Microservice has failed: Failed while "
                        + "processing request: Error when executing packerizer: Packer build command has failed: exit status 1. "
                        + "During the image build, a failure has occurred, please review the build log to identify which "
                        + "build/customization step failed."
                    : "Failed in building/customizing image: Failed while waiting for packerizer: Microservice has failed: "
                        + "Failed while processing request: Error when executing packerizer: Packer build command has failed: "
                        + "exit status 1. During the image build, a failure has occurred, please review the build log to "
                        + "identify which build/customization step failed.",
                template.Body.At("properties", "errorHandling", policy).Text() == "abort"
            );
        }
        log.EndStep(template, run, step, validating);
    }

    private void StartStep(StoredResource template, string run, JsonNode step, int index, bool validating = false)
    {
        log.StartStep(template, run, step, index, validating, foretell: !machines.Any);
        if (machines.Any)
        {
            machines.Begin(run, step);
        }
    }

    private bool IsStillRunning(StoredResource template, string run, bool validating)
    {
        if (!machines.Any)
        {
            return false;
        }
        (IReadOnlyList<string>? lines, int? code) = Poll(run);
        if (lines.Count > 0)
        {
            log.Write(template, run, lines, validating);
        }
        return code is null;
    }

    private (IReadOnlyList<string> Lines, int? ExitCode) Poll(string run)
    {
        try
        {
            return machines.Poll(run);
        }
        catch (GuestFailure failure)
        {
            throw new BuildFailure(failure.Message, KeepsMachine: false);
        }
    }

    private void SubState(StoredResource template, string state)
    {
        bool isNew = template.Body.At("properties", "lastRunStatus", "runSubState").Text() != state;
        context.Store.Update(
            template.Id,
            (body, _) => body.Ensure("properties").Ensure("lastRunStatus")["runSubState"] = state
        );
        if (isNew)
        {
            FailIn(state);
        }
    }

    private void FailIn(string phase)
    {
        if (steps.FailureIn(phase) is { } message)
        {
            throw new BuildFailure(message, KeepsMachine: false);
        }
    }
}

/// <summary>The stages of an image build in order; each is one event.</summary>
internal enum BuildStage
{
    /// <summary>The build VM and the container that runs Packer are created.</summary>
    Building,

    /// <summary>A customizer starts.</summary>
    Customizing,

    /// <summary>A customizer ends.</summary>
    Customized,

    /// <summary>The VM is optimized for a faster boot.</summary>
    Optimizing,

    /// <summary>A validator starts on a VM with the new image.</summary>
    Validating,

    /// <summary>A validator ends.</summary>
    Validated,

    /// <summary>The image is being distributed.</summary>
    Distributing,

    /// <summary>The image was distributed; versions of galleries are still being copied to their regions.</summary>
    Distributed,

    /// <summary>The copies have ended.</summary>
    Replicated,
}
