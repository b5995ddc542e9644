namespace Jumpbox.Tools;

/// <summary>A commit as GitHub writes it.</summary>
internal sealed class WireCommit
{
    public string? Sha { get; set; }
}
