using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Providers.ContainerInstance;
using LocalAzure.Providers.Storage;
using LocalAzure.Store;

namespace LocalAzure.Providers.VirtualMachineImages;

/// <summary>
/// The log of a build in the service's format (troubleshooting page, "customization log"): in the container's log while it
/// runs, afterwards customization.log and validation.log in the staging storage account. If no command was executed, the log
/// says so.
/// </summary>
internal sealed class BuildLog(ResourceContext context, bool runsForReal)
{
    public const string Container = "packerlogs";
    public const string Customization = "customization.log";
    public const string Validation = "validation.log";

    private static readonly string[] Simulated =
    [
        "PACKER OUT ==> azure-arm: LocalAzure simulates this build: no machine is started and no command is executed.",
        "PACKER OUT ==> azure-arm: Only what the steps' own text tells beforehand is printed for them.",
    ];

    private static readonly string[] Real =
    [
        "PACKER OUT ==> azure-arm: LocalAzure runs the steps in a throwaway root file system; no machine is started.",
    ];

    public void Begin(StoredResource template, string run)
    {
        JsonNode? source = context.Store.Find(template.Id)?.Body.At("properties", "source");
        JsonNode? profile = template.Body.At("properties", "vmProfile");
        Write(
            template,
            run,
            [
                "PACKER OUT ==> azure-arm: Running builder ...",
                .. runsForReal ? Real : Simulated,
                $"PACKER OUT     azure-arm: source: {source?.ToJsonString()}",
                $"PACKER OUT     azure-arm: size: {profile.At("vmSize").Text()}, subnet: {profile.At("vnetConfig", "subnetId").Text()}",
                "PACKER OUT ==> azure-arm: Waiting for SSH to become available...",
                "PACKER OUT ==> azure-arm: Connected to SSH!",
            ]
        );
    }

    public void StartStep(
        StoredResource template,
        string run,
        JsonNode step,
        int index,
        bool validating = false,
        bool foretell = true
    )
    {
        string kind = KindOf(step);
        List<string> lines =
        [
            Trace($"[INFO] (telemetry) Starting provisioner {kind}"),
            $"PACKER OUT ==> azure-arm: Provisioning with {Provisioner(step, index)}",
        ];
        if (foretell)
        {
            lines.AddRange(StepText.PredictOutput(step).Select(Printed));
        }
        Write(template, run, lines, validating);
    }

    public void EndStep(StoredResource template, string run, JsonNode step, bool validating) =>
        Write(template, run, [Trace($"[INFO] (telemetry) ending {KindOf(step)}")], validating);

    /// <summary>What a step prints.</summary>
    public void Print(StoredResource template, string run, IReadOnlyList<string> lines, bool validating) =>
        Write(template, run, [.. lines.Select(Printed)], validating);

    public void FailStep(StoredResource template, string run, JsonNode step, int exitCode, bool validating)
    {
        string code = exitCode.ToString(CultureInfo.InvariantCulture);
        Write(
            template,
            run,
            [
                $"PACKER OUT ==> azure-arm: Step '{step["name"].Text()}' ends with exit code {code}"
                    + (runsForReal ? "." : ", as LocalAzure was told."),
                Trace($"[INFO] (telemetry) ending {KindOf(step)}"),
                Trace("[INFO] (telemetry) found error: Script exited with non-zero exit status: " + code),
                "PACKER OUT ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...",
                "PACKER OUT ==> azure-arm: Removing the created Deployment object",
                $"PACKER OUT Build 'azure-arm' errored: Script exited with non-zero exit status: {code}. Allowed exit codes are: [0]",
                "PACKER OUT ==> Some builds didn't complete successfully and had errors:",
                $"PACKER OUT --> azure-arm: Script exited with non-zero exit status: {code}. Allowed exit codes are: [0]",
                "PACKER OUT ==> Builds finished but no artifacts were created.",
                "PACKER ERR Packer build failed with exit status 1",
            ],
            validating
        );
    }

    public void Deprovision(StoredResource template, string run) =>
        Write(
            template,
            run,
            [
                Trace("[INFO] (telemetry) Starting provisioner shell"),
                "PACKER OUT ==> azure-arm: Provisioning with shell script: /tmp/DeprovisioningScript.sh",
                Trace("[INFO] (telemetry) ending shell"),
                "PACKER OUT ==> azure-arm: Capturing image ...",
                "PACKER OUT Build 'azure-arm' finished.",
            ]
        );

    public void Write(StoredResource template, string run, IReadOnlyList<string> lines, bool validating = false)
    {
        if (Machines.Group(template) is not { } group || context.Store.Find(Machines.ContainerId(group, run)) is null)
        {
            return;
        }
        StringBuilder text = new();
        foreach (string line in lines)
        {
            text.Append('[').Append(run).Append("] ").Append(line).Append('\n');
        }
        ContainerOutput.Append(
            context.Store,
            Machines.ContainerId(group, run),
            validating ? ContainerOutput.Validation : ContainerOutput.Log,
            text.ToString()
        );
    }

    /// <summary>Stores the log in the staging storage account.</summary>
    public void Keep(StoredResource template, string run)
    {
        if (Machines.Group(template) is not { } group || StagingGroup.Account(context.Store, group) is not { } account)
        {
            return;
        }
        string container = Machines.ContainerId(group, run);
        foreach (
            (string? part, string? name) in new[]
            {
                (ContainerOutput.Log, Customization),
                (ContainerOutput.Validation, Validation),
            }
        )
        {
            if (ContainerOutput.Read(context.Store, container, part) is { Length: > 0 } text)
            {
                Blobs.Put(context, account.Id, Container, $"{run}/{name}", Encoding.UTF8.GetBytes(text), "text/plain");
            }
        }
    }

    private string Trace(string text)
    {
        string now = context.Now.UtcDateTime.ToString("yyyy/MM/dd HH:mm:ss", CultureInfo.InvariantCulture);
        return $"PACKER ERR {now} packer: {now} {text}";
    }

    private static string Printed(string line) => $"PACKER OUT     azure-arm: {line}";

    private static string KindOf(JsonNode step) =>
        step["type"].Text() switch
        {
            "PowerShell" => "powershell",
            "WindowsRestart" => "windows-restart",
            "WindowsUpdate" => "windows-update",
            "File" => "file",
            _ => "shell",
        };

    private static string Provisioner(JsonNode step, int index)
    {
        string name = step["name"].Text() ?? $"{step["type"].Text()} {index + 1}";
        return step["scriptUri"].Text() is { } uri ? $"{KindOf(step)} '{name}' from {uri}"
            : step["sourceUri"].Text() is { } source
                ? $"{KindOf(step)} '{name}' from {source} to {step["destination"].Text()}"
            : $"{KindOf(step)} '{name}'";
    }
}
