namespace Jumpbox.Rehearsal;

/// <summary>A way to get a throwaway root file system of the image's operating system and to run programs in it.</summary>
public interface IRehearsalEngine
{
    /// <summary>The name that <c>--engine=</c> takes.</summary>
    string Name { get; }

    /// <summary>Why this machine cannot use the engine, with what to do about it; null where it can.</summary>
    /// <param name="request">What is to be rehearsed.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    Task<string?> ObstacleAsync(RehearsalRequest request, CancellationToken cancellationToken);

    /// <summary>Makes a sandbox; the base is taken from the cache if it is there.</summary>
    /// <param name="request">What is to be rehearsed.</param>
    /// <param name="setting">What belongs to the sandbox and not to the image.</param>
    /// <param name="say">Takes a line about what goes on, for example that the base is being made.</param>
    /// <param name="cancellationToken">Ends the work; nothing is left.</param>
    /// <exception cref="RehearsalException">It could not be made.</exception>
    Task<ISandbox> OpenAsync(
        RehearsalRequest request,
        SandboxSetting setting,
        Action<string> say,
        CancellationToken cancellationToken
    );
}
