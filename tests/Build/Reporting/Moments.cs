using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Build.Tests.Reporting;

/// <summary>Looks at an image build with two steps and one validation.</summary>
internal static class Moments
{
    private const string Id =
        "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.VirtualMachineImages/imageTemplates/imgt";

    public static TemplateRecord Record { get; } =
        new()
        {
            Cloud = "local",
            Subscription = "00000000-0000-0000-0000-000000000001",
            Location = "eastus2",
            TemplateId = Id,
            TemplateName = "imgt",
            ContentHash = new string('a', 64),
            ImageId = null,
            BaseImage = null,
            SourceImageId = null,
            LockDigest = "",
            Contents = Jumpbox.Customizer.RenderedContents.None,
            Customizers = ["harden-sshd", "install-tools"],
            Validators = ["tool-versions"],
            Commit = "",
            Dirty = false,
            BicepVersion = "",
        };

    /// <summary>One look: the phase, and what the log has said since the last one.</summary>
    public static BuildMoment Poll(string phase, params string[] log) => Poll(phase, RunState.Running, null, log);

    /// <summary>One look at a build that began at a moment.</summary>
    public static BuildMoment Poll(string phase, RunState state, DateTimeOffset? began, params string[] log) =>
        new(
            new RunSighting(Template(new ImageRun(state, phase, null, began, null)), null, TimeSpan.Zero),
            string.Concat(log)
        );

    /// <summary>A look that Azure refused.</summary>
    public static BuildMoment Blind() =>
        new(
            new RunSighting(
                null,
                new AzureFault("read the template", Id, 503, "ServerBusy", "busy", [], null, "wait"),
                TimeSpan.FromSeconds(5)
            ),
            ""
        );

    /// <summary>What the service logs of a step, of which it tells no name.</summary>
    public static string Step(params string[] says) =>
        "[086cf9c4-0457-4e8f-bfd4-908cfe3fe43c] PACKER ERR 2026/11/27 10:00:00 [INFO] (telemetry) Starting provisioner shell\n"
        + "[086cf9c4-0457-4e8f-bfd4-908cfe3fe43c] PACKER OUT ==> azure-arm: Provisioning with shell script: /tmp/packer-shell1\n"
        + string.Concat(
            says.Select(line => $"[086cf9c4-0457-4e8f-bfd4-908cfe3fe43c] PACKER OUT     azure-arm: {line}\n")
        )
        + "[086cf9c4-0457-4e8f-bfd4-908cfe3fe43c] PACKER ERR 2026/11/27 10:00:01 [INFO] (telemetry) ending shell\n";

    /// <summary>The step that Azure adds between making and validating.</summary>
    public static string Deprovision =>
        "[086cf9c4-0457-4e8f-bfd4-908cfe3fe43c] PACKER ERR 2026/11/27 10:00:00 [INFO] (telemetry) Starting provisioner shell\n"
        + "[086cf9c4-0457-4e8f-bfd4-908cfe3fe43c] PACKER OUT ==> azure-arm: Provisioning with shell script: /tmp/DeprovisioningScript.sh\n"
        + "[086cf9c4-0457-4e8f-bfd4-908cfe3fe43c] PACKER ERR 2026/11/27 10:00:01 [INFO] (telemetry) ending shell\n";

    /// <summary>Looks as they come from a build.</summary>
    public static async IAsyncEnumerable<BuildMoment> Stream(params BuildMoment[] moments)
    {
        foreach (BuildMoment moment in moments)
        {
            await Task.Yield();
            yield return moment;
        }
    }

    private static ImageTemplate Template(ImageRun run) =>
        new(
            ResourceId.Parse(Id),
            "eastus2",
            new Dictionary<string, string>(),
            "Succeeded",
            null,
            run,
            null,
            [],
            null,
            [],
            []
        );
}
