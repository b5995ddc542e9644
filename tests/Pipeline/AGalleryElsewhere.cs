namespace Pipeline.Tests;

/// <summary>A gallery in another subscription than the build's, with custom roles, which can be assigned only where they are defined.</summary>
public sealed class AGalleryElsewhere : IDisposable
{
    private const string Other = "3bb1bb2c-1111-4222-8333-444455556666";
    private const string Definitions = $"/subscriptions/{Other}/providers/Microsoft.Authorization/roleDefinitions/";

    private static readonly string[] Arguments =
    [
        "--set=image.distribute.kind=gallery",
        $"--set=image.distribute.galleryImageId=/subscriptions/{Other}/resourceGroups/rg-gal/providers/Microsoft.Compute/galleries/gal_x/images/jumpbox",
        "--set=image.distribute.galleryVersion=1.0.0",
    ];

    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task Gets_a_role_of_its_own_subscription_once_and_keeps_what_is_not_proven_ours()
    {
        (await _pipeline.RunAsync("Build", Arguments)).Expect(0);
        RunResult again = (await _pipeline.RunAsync("Roles", Arguments)).Expect(0);
        RunResult cleaned = (await _pipeline.RunAsync("Cleanup", [.. Arguments, "--cleanup=all"])).Expect(0);

        Assert.Contains("unchanged", again.Output);
        Assert.Contains($"Kept {Definitions}", cleaned.Output);
        Assert.Contains("0 failed.", cleaned.Output);
    }
}
