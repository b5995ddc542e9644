using Jumpbox.Evidence;

namespace Jumpbox.Tests.Evidence;

/// <summary>A good record, for tests that spoil one thing.</summary>
internal static class SampleRecord
{
    public const string Subscription = "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    public static readonly DateTimeOffset Finished = new(2026, 11, 20, 10, 31, 7, TimeSpan.Zero);
    public static readonly string ContentHash = new('a', 64);
    public static readonly string LockDigest = new('b', 64);
    public static readonly string Commit = new('c', 40);

    public static ImageRecord Good { get; } =
        new()
        {
            Cloud = "azure",
            Subscription = Subscription,
            Location = "eastus2",
            TemplateId =
                $"/subscriptions/{Subscription}/resourceGroups/rg-imagebuilders-eastus2/providers/Microsoft.VirtualMachineImages/imageTemplates/imgt-aks-jumpbox-aaaaaaaaaaaa",
            TemplateName = "imgt-aks-jumpbox-aaaaaaaaaaaa",
            ContentHash = ContentHash,
            ImageId =
                $"/subscriptions/{Subscription}/resourceGroups/rg-jumpbox-images/providers/Microsoft.Compute/images/img-aks-jumpbox-aaaaaaaaaaaa",
            ImageState = "Succeeded",
            RunState = "Succeeded",
            BaseImage = new RecordedBaseImage("Canonical", "ubuntu-24_04-lts", "server", "24.04.202609040"),
            Tools =
            [
                new RecordedTool("helm", "4.3.0", new string('1', 64)),
                new RecordedTool("kubectl", "1.36.4", new string('2', 64)),
            ],
            LockDigest = LockDigest,
            Commit = Commit,
            Dirty = false,
            Started = Finished.AddMinutes(-27),
            Finished = Finished,
            RunOutputs = [new RecordedOutput("managedImage", "/subscriptions/x")],
            Checks = [new RecordedCheck("tool-versions", true, "jumpbox: kubectl 1.36.4")],
            Skipped = new Dictionary<string, string> { ["policies"] = "looked at by the platform team" },
        };
}
