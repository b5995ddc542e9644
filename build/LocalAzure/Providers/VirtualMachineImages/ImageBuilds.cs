using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.VirtualMachineImages;

/// <summary>
/// Image builds as a sequence of events: each does one stage and schedules the next. All state is in the template's document
/// and the agenda, so a build continues after a restart of the server.
/// </summary>
internal sealed class ImageBuilds
{
    private const string Event = "image build";
    private const string CancelEvent = "image build canceled";
    private const string TimeoutEvent = "image build timed out";
    private const int DefaultTimeout = 240;

    // The end of a build that has not ended, as in recordings (azure-cli, test_image_builder_cancel).
    private const string NotEnded = "0001-01-01T00:00:00Z";
    private readonly ResourceContext _context;
    private readonly Admission _admission;
    private readonly BuildStages _stages;
    private readonly BuildLog _log;

    public ImageBuilds(ResourceContext context, Admission admission, BuildStages stages, BuildLog log)
    {
        _context = context;
        _admission = admission;
        _stages = stages;
        _log = log;
        context.Agenda.On(Event, Advance, Break);
        context.Agenda.On(CancelEvent, FinishCancel, Break);
        context.Agenda.On(TimeoutEvent, TimeOut, Break);
    }

    /// <summary>Starts a build; its operation ends with the build.</summary>
    /// <exception cref="ArmException">409: the template is not ready, or a build is running.</exception>
    public void Start(StoredResource template, string? operation)
    {
        ImageTemplates.RefuseWhileBusy(template, "run");
        string? state = template.Body.At("properties", "provisioningState").Text();
        if (state is "Failed" or "Canceled")
        {
            throw new ArmException(
                409,
                "OperationNotAllowed",
                $"imageTemplates/run is not allowed in provisioning state: {state}. Delete '{template.Name}' and create it again."
            );
        }
        string run = Guid.NewGuid().ToString();
        _context.Store.Update(
            template.Id,
            (body, hidden) =>
            {
                hidden["run"] = new JsonObject { ["id"] = run, ["operation"] = operation };
                body.Ensure("properties")["lastRunStatus"] = new JsonObject
                {
                    ["startTime"] = Operations.Stamp(_context.Now),
                    ["endTime"] = NotEnded,
                    ["runState"] = "Running",
                    ["runSubState"] = "Queued",
                    ["message"] = "",
                };
            }
        );
        int minutes = template.Body.At("properties", "buildTimeoutInMinutes").Number() ?? 0;
        _context.Agenda.Schedule(
            TimeSpan.FromMinutes(minutes == 0 ? DefaultTimeout : minutes),
            TimeoutEvent,
            template.Id,
            new JsonObject { ["run"] = run }
        );
        Next(template.Id, run, _context.Durations.Queued, BuildStage.Building);
    }

    /// <summary>Cancels a build; it is Canceling for a while.</summary>
    /// <exception cref="ArmException">409: no build is running.</exception>
    public void Cancel(StoredResource template, string operation)
    {
        if (template.Body.At("properties", "lastRunStatus", "runState").Text() != "Running")
        {
            throw new ArmException(
                409,
                "OperationNotAllowed",
                $"imageTemplates/cancel is not allowed: no build of '{template.Name}' is running."
            );
        }
        _context.Store.Update(
            template.Id,
            (body, _) =>
            {
                JsonObject status = body.Ensure("properties").Ensure("lastRunStatus").Without("runSubState");
                status["runState"] = "Canceling";
                status["message"] = "Canceling image build";
            }
        );
        _context.Agenda.Schedule(
            _context.Durations.Cancel,
            CancelEvent,
            template.Id,
            new JsonObject { ["run"] = RunOf(template), ["operation"] = operation }
        );
    }

    private void Advance(string id, JsonObject data)
    {
        if (Running(id, data) is not { } template)
        {
            return;
        }
        string run = data["run"].Text()!;
        BuildStage stage = Enum.Parse<BuildStage>(data["stage"].Text()!);
        int step = data["step"].Number() ?? 0;
        try
        {
            (TimeSpan delay, BuildStage? next, int nextStep) = _stages.Enter(
                template,
                run,
                stage,
                step,
                _admission.IdentityOf(template)
            );
            if (next is { } following)
            {
                Next(id, run, delay, following, nextStep);
            }
            else
            {
                _stages.Leave(template, run, keepMachine: false);
                End(template, "Succeeded", null);
            }
        }
        catch (BuildFailure failure)
        {
            _stages.Leave(template, run, failure.KeepsMachine);
            string? account = template.Body.At("properties", "exactStagingResourceGroup").Text() is { } group
                ? StagingGroup.Account(_context.Store, group)?.Id
                : null;
            End(template, failure.PartlyDone ? "PartiallySucceeded" : "Failed", failure.Explain(run, account));
        }
    }

    private void FinishCancel(string id, JsonObject data)
    {
        if (
            _context.Store.Find(id) is { } template
            && RunOf(template) == data["run"].Text()
            && template.Body.At("properties", "lastRunStatus", "runState").Text() == "Canceling"
        )
        {
            _log.Write(template, data["run"].Text()!, ["PACKER OUT Cancelling build after receiving interrupt"]);
            _stages.Leave(template, data["run"].Text()!, keepMachine: false);
            End(template, "Canceled", "The image template build was canceled.");
        }
        _context.Operations.Finish(data["operation"].Text()!);
    }

    private void TimeOut(string id, JsonObject data)
    {
        if (Running(id, data) is not { } template)
        {
            return;
        }
        string run = data["run"].Text()!;
        // A version whose replication has begun is completed all the same: linux/image-builder-troubleshoot.md.
        bool distributing = template.Body.At("properties", "lastRunStatus", "runSubState").Text() == "Distributing";
        BuildFailure failure = new(
            distributing
                ? "Failed in distributing 1 images out of total 1: context deadline exceeded"
                : "Timeout waiting for microservice to complete: 'context deadline exceeded'",
            KeepsMachine: false
        );
        _log.Write(template, run, [$"PACKER ERR {failure.Message}"]);
        _stages.Leave(template, run, keepMachine: false);
        End(template, "Failed", failure.Explain(run, null));
    }

    // An error of LocalAzure ends the build too, so that no client waits forever.
    private void Break(string id, JsonObject data, ArmError error)
    {
        if (
            _context.Store.Find(id) is { } template
            && RunOf(template) == data["run"].Text()
            && template.Body.At("properties", "lastRunStatus", "runState").Text() is "Running" or "Canceling"
        )
        {
            End(template, "Failed", $"{error.Code}: {error.Message}");
        }
        if (data["operation"].Text() is { } operation)
        {
            _context.Operations.Finish(operation, error);
        }
    }

    private void Next(string id, string run, TimeSpan delay, BuildStage stage, int step = 0) =>
        _context.Agenda.Schedule(
            delay,
            Event,
            id,
            new JsonObject
            {
                ["run"] = run,
                ["stage"] = stage.ToString(),
                ["step"] = step,
            }
        );

    // An event of a build that has been cancelled, timed out or deleted is ignored.
    private StoredResource? Running(string id, JsonObject data) =>
        _context.Store.Find(id) is { } template
        && RunOf(template) == data["run"].Text()
        && template.Body.At("properties", "lastRunStatus", "runState").Text() == "Running"
            ? template
            : null;

    private static string? RunOf(StoredResource template) => template.Hidden.At("run", "id").Text();

    private void End(StoredResource template, string state, string? message)
    {
        _context.Store.Update(
            template.Id,
            (body, _) =>
            {
                JsonObject status = body.Ensure("properties").Ensure("lastRunStatus");
                status["runState"] = state;
                status["endTime"] = Operations.Stamp(_context.Now);
                status["message"] = message ?? "";
                if (state is "Succeeded" or "Canceled")
                {
                    status.Remove("runSubState");
                }
            }
        );
        if (template.Hidden.At("run", "operation").Text() is { } operation)
        {
            _context.Operations.Finish(
                operation,
                state is "Failed" or "PartiallySucceeded"
                    ? new ArmError("ImageTemplateBuildFailed", message ?? "")
                    : null,
                state == "Canceled" ? "Canceled" : null
            );
        }
    }
}
