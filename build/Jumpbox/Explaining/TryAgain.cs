namespace Jumpbox.Explaining;

/// <summary>Whether the same command may succeed without a change.</summary>
public enum TryAgain
{
    /// <summary>Not without a change.</summary>
    No,

    /// <summary>At once, or within seconds.</summary>
    Now,

    /// <summary>After minutes or more.</summary>
    Later,
}
