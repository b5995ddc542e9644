namespace Pipeline.Tests;

/// <summary>The real program on machines that cannot rehearse: each obstacle is named, and what works without.</summary>
public sealed class RehearsingWithoutAnEngine : IDisposable
{
    private readonly RehearsedCheckout _checkout = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("jumpbox-machine-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_any_program_it_says_what_to_install_and_what_works_without()
    {
        foreach (string program in (string[])["dotnet", "git"])
        {
            string place = Environment
                .GetEnvironmentVariable("PATH")!
                .Split(Path.PathSeparator)
                .Select(folder => Path.Combine(folder, program))
                .First(File.Exists);
            _ = File.CreateSymbolicLink(Path.Combine(_folder.FullName, program), place);
        }

        RunResult run = (await _checkout.RunWithAsync(["/usr/bin/env", $"PATH={_folder.FullName}"], "Rehearse")).Expect(
            1
        );

        Assert.Contains("root: unshare, nsenter, setsid, mmdebstrap", run.Everything);
        Assert.Contains("is missing: apt-get install mmdebstrap", run.Everything);
        Assert.Contains("docker: docker is not installed", run.Everything);
        Assert.Contains("podman: podman is not installed", run.Everything);
        Assert.Contains("The target Plan shows the steps without running them", run.Everything);
    }

    [Fact]
    public async Task With_too_little_space_it_says_how_much_is_needed_and_tries_the_next_engine()
    {
        RunResult run = (await RunWhereAsync("mount -t tmpfs -o size=64m tmpfs")).Expect(1);

        Assert.Contains($"root: {_folder.FullName}/cache/jumpbox/rehearsal has 64 MiB", run.Everything);
        Assert.Contains("3072 are required", run.Everything);
        Assert.Contains("rootless: ", run.Everything);
        Assert.Contains("podman: ", run.Everything);
    }

    [Fact]
    public async Task Where_the_kernel_lays_no_overlay_it_says_so_and_tries_the_next_engine()
    {
        foreach (string part in (string[])["lower", "upper", "work"])
        {
            _ = _folder.CreateSubdirectory(part);
        }
        string options = $"lowerdir={_folder}/lower,upperdir={_folder}/upper,workdir={_folder}/work";

        RunResult run = (await RunWhereAsync($"mount -t overlay -o {options} overlay")).Expect(1);

        Assert.Contains($"root: the kernel does not support an overlay over {_folder.FullName}/cache", run.Everything);
        Assert.Contains("set XDG_CACHE_HOME to a folder on ext4", run.Everything);
        Assert.Contains("rootless: ", run.Everything);
        Assert.Empty(Directory.GetDirectories(Path.Combine(_folder.FullName, "upper/jumpbox/rehearsal"), "trial-*"));
    }

    public void Dispose()
    {
        _checkout.Dispose();
        _folder.Delete(recursive: true);
    }

    // A mount that only the program sees, and that goes with it.
    private async Task<RunResult> RunWhereAsync(string mount)
    {
        await RehearsedCheckout.RequireEngineAsync(Cancel);
        if (!Environment.IsPrivilegedProcess)
        {
            Assert.Skip("mounting a cache of its own needs root");
        }
        string cache = _folder.CreateSubdirectory("cache").FullName;
        return await _checkout.RunWithAsync(
            ["unshare", "--mount", "/bin/sh", "-c", $"{mount} {cache} && exec env XDG_CACHE_HOME={cache} \"$@\"", "sh"],
            "Rehearse"
        );
    }
}
