// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <utility>

namespace skydraft {

/// Tells listeners that something happened, on the thread that notifies. A listener that is
/// connected while the others are told hears the next one; one that disconnects hears no more.
///
///     const auto connection = document.changed.connect([&](const ChangeSet& changes) { … });
///
/// The connection must be kept: its destructor disconnects. It may outlive the signal.
template <class... Arguments>
class Signal
{
    using Listener = std::function<void(Arguments...)>;
    using Listeners = std::map<int, std::shared_ptr<Listener>>;

public:
    class [[nodiscard]] Connection
    {
    public:
        Connection() = default;
        Connection(const std::shared_ptr<Listeners>& listeners, int key)
            : m_listeners(listeners)
            , m_key(key)
        {}
        ~Connection() { disconnect(); }
        Connection(Connection&& other) noexcept
            : m_listeners(std::exchange(other.m_listeners, {}))
            , m_key(other.m_key)
        {}
        Connection& operator=(Connection&& other) noexcept
        {
            disconnect();
            m_listeners = std::exchange(other.m_listeners, {});
            m_key = other.m_key;
            return *this;
        }
        Connection(const Connection&) = delete;
        Connection& operator=(const Connection&) = delete;

        void disconnect()
        {
            if (const auto listeners = m_listeners.lock())
                listeners->erase(m_key);
            m_listeners.reset();
        }

    private:
        std::weak_ptr<Listeners> m_listeners;
        int m_key = 0;
    };

    Connection connect(Listener listener)
    {
        const int key = ++m_lastKey;
        m_listeners->emplace(key, std::make_shared<Listener>(std::move(listener)));
        return Connection(m_listeners, key);
    }

    void notify(Arguments... arguments) const
    {
        const auto listeners = m_listeners; // a listener may destroy the signal
        const Listeners heard = *listeners;
        for (const auto& [key, listener] : heard)
            if (listeners->contains(key))
                (*listener)(arguments...);
    }

private:
    std::shared_ptr<Listeners> m_listeners = std::make_shared<Listeners>();
    int m_lastKey = 0;
};

} // namespace skydraft
