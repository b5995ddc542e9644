using Jumpbox.Boundaries;

namespace Build.Ci;

/// <summary>The workflow commands of a CI system: https://aka.ms/vsocommands and GitHub's workflow commands.</summary>
internal abstract class CiSystem
{
    /// <summary>Detects the CI system of this process; null outside CI.</summary>
    /// <param name="variables">The environment.</param>
    public static CiSystem? Find(IReadOnlyDictionary<string, string> variables) =>
        CiEnvironment.Service(variables) switch
        {
            CiService.AzurePipelines => new AzurePipelines(),
            CiService.GitHubActions => new GitHubActions(variables),
            _ => null,
        };

    /// <summary>Opens a group of log lines.</summary>
    /// <param name="name">The group's name.</param>
    /// <param name="say">Receives the line.</param>
    public abstract void BeginGroup(string name, Action<string> say);

    /// <summary>Shows on the run's page that a target has begun; nothing where the system has no such display.</summary>
    /// <param name="target">The target.</param>
    /// <param name="say">Receives the lines.</param>
    public virtual void BeginTarget(CiTarget target, Action<string> say) { }

    /// <summary>Shows that a target has ended.</summary>
    /// <param name="target">The target.</param>
    /// <param name="succeeded">Whether it succeeded.</param>
    /// <param name="say">Receives the lines.</param>
    public virtual void EndTarget(CiTarget target, bool succeeded, Action<string> say) { }

    /// <summary>Makes the system hide a value in everything that is printed from now on.</summary>
    /// <param name="secret">The value, in one line.</param>
    /// <param name="say">Receives the line, which the system does not show.</param>
    public abstract void Mask(string secret, Action<string> say);

    /// <summary>Closes the group.</summary>
    /// <param name="say">Receives the line.</param>
    public abstract void EndGroup(Action<string> say);

    /// <summary>Publishes values to later steps and jobs, under this step's name.</summary>
    /// <param name="values">The values; none has a line break.</param>
    /// <param name="say">Receives the lines, for a system that reads them from the log.</param>
    public abstract void Publish(IReadOnlyDictionary<string, string> values, Action<string> say);

    /// <summary>Shows a Markdown file on the run's page.</summary>
    /// <param name="file">The file's full path.</param>
    /// <param name="say">Receives the lines, for a system that reads them from the log.</param>
    public abstract void Summarise(string file, Action<string> say);

    /// <summary>Shows an error on the run's page, and at its place in the file.</summary>
    /// <param name="error">The error.</param>
    /// <param name="say">Receives the line.</param>
    public abstract void Annotate(Annotation error, Action<string> say);

    /// <summary>Escapes text so that the system finds no commands in it.</summary>
    /// <param name="text">One or more lines, from <see cref="Jumpbox.Boundaries.PlainText.Lines"/>.</param>
    public abstract string Disarm(string text);
}
