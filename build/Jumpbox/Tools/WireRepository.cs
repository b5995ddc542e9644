namespace Jumpbox.Tools;

/// <summary>A repository as GitHub writes it.</summary>
internal sealed class WireRepository
{
    public bool Archived { get; set; }
}
