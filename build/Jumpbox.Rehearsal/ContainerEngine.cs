using CliWrap;
using CliWrap.Buffered;

namespace Jumpbox.Rehearsal;

/// <summary>
/// A container of Ubuntu's official image, created with the Docker or Podman CLI. The prepared image is kept in the engine's
/// store under a name derived from its content.
/// </summary>
/// <param name="program"><c>docker</c> or <c>podman</c>.</param>
/// <param name="cache">The cache's folder, for files shared with a container.</param>
internal sealed class ContainerEngine(string program, string cache) : IRehearsalEngine
{
    public string Name { get; } = program;

    public async Task<string?> ObstacleAsync(RehearsalRequest request, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            return "sockets shared with a container require Linux: run it there";
        }
        if (!Programs.Has(Name))
        {
            return $"{Name} is not installed";
        }
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        try
        {
            BufferedCommandResult answer = await Cli.Wrap(Name)
                .WithArguments(["info"])
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(patience.Token);
            return answer.IsSuccess
                ? null
                : $"{Name} is installed, but its engine does not respond: start it, and check that you have access to it";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"{Name} is installed, but its engine did not respond within 10 seconds";
        }
    }

    public async Task<ISandbox> OpenAsync(
        RehearsalRequest request,
        SandboxSetting setting,
        Action<string> say,
        CancellationToken cancellationToken
    )
    {
        ContainerRecipe recipe = new(request.Suite);
        if (!await SucceedsAsync(["image", "inspect", recipe.Image], cancellationToken))
        {
            say($"building the image {recipe.Image}, cached for later runs, from {recipe.From}");
            Command build = Cli.Wrap(Name)
                .WithArguments(["build", "--force-rm", "--tag", recipe.Image, "-"])
                .WithStandardInputPipe(PipeSource.FromString(recipe.BuildFile))
                .WithValidation(CommandResultValidation.None);
            BufferedCommandResult built = await build.ExecuteBufferedAsync(cancellationToken);
            if (!built.IsSuccess)
            {
                throw new RehearsalException(
                    $"The image {recipe.Image} could not be built: {Name} build exited with code {built.ExitCode}: "
                        + built.StandardError.Trim()
                );
            }
        }
        RunFolder run = await RunFolder.CreateAsync(cache, Identity.Root, cancellationToken);
        return await ContainerSandbox.OpenAsync(Name, recipe, run, setting, cancellationToken);
    }

    private async Task<bool> SucceedsAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        (
            await Cli.Wrap(Name)
                .WithArguments(arguments)
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(cancellationToken)
        ).IsSuccess;
}
