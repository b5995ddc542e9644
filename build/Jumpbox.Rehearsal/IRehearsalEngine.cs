namespace Jumpbox.Rehearsal;

/// <summary>Provides a throwaway root file system of the image's operating system and runs programs in it.</summary>
public interface IRehearsalEngine
{
    /// <summary>The name for <c>--engine=</c>.</summary>
    string Name { get; }

    /// <summary>Returns why this machine cannot use the engine, and what to do about it; null if it can.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<string?> ObstacleAsync(RehearsalRequest request, CancellationToken cancellationToken);

    /// <summary>Creates a sandbox; a cached base is reused.</summary>
    /// <param name="request">The request.</param>
    /// <param name="setting">The settings of the sandbox.</param>
    /// <param name="say">Receives progress messages, for example that the base is being created.</param>
    /// <param name="cancellationToken">Cancels the operation; nothing is left behind.</param>
    /// <exception cref="RehearsalException">It could not be created.</exception>
    Task<ISandbox> OpenAsync(
        RehearsalRequest request,
        SandboxSetting setting,
        Action<string> say,
        CancellationToken cancellationToken
    );
}
