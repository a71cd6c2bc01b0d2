// Emoji short names that apps commonly use. An unknown name stays as typed, which shows that it may not exist.

const TABLE = `
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|ok_hand 👌|wave 👋|raised_hands 🙌|clap 👏|pray 🙏|handshake 🤝|muscle 💪|point_right 👉
point_left 👈|point_up ☝️|point_down 👇|raised_hand ✋|raising_hand 🙋|v ✌️|crossed_fingers 🤞|writing_hand ✍️|eyes 👀
smile 😄|smiley 😃|grinning 😀|grin 😁|blush 😊|slightly_smiling_face 🙂|wink 😉|joy 😂|relaxed ☺️|sunglasses 😎|thinking_face 🤔
neutral_face 😐|confused 😕|worried 😟|disappointed 😞|cry 😢|sob 😭|sweat_smile 😅|sleeping 😴|hugging_face 🤗|partying_face 🥳
heart ❤️|green_heart 💚|blue_heart 💙|purple_heart 💜|yellow_heart 💛|orange_heart 🧡|sparkling_heart 💖|broken_heart 💔
star ⭐|star2 🌟|sparkles ✨|fire 🔥|zap ⚡|boom 💥|tada 🎉|confetti_ball 🎊|balloon 🎈|gift 🎁|trophy 🏆|medal 🏅|first_place_medal 🥇
second_place_medal 🥈|third_place_medal 🥉|dart 🎯|rocket 🚀|seedling 🌱|herb 🌿|four_leaf_clover 🍀|deciduous_tree 🌳|sunflower 🌻
sunny ☀️|cloud ☁️|rainbow 🌈|snowflake ❄️|ocean 🌊|earth_africa 🌍|earth_americas 🌎|earth_asia 🌏|globe_with_meridians 🌐
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎|warning ⚠️|no_entry ⛔
no_entry_sign 🚫|exclamation ❗|question ❓|grey_question ❔|bangbang ‼️|information_source ℹ️|sos 🆘|octagonal_sign 🛑
red_circle 🔴|large_blue_circle 🔵|large_green_circle 🟢|large_yellow_circle 🟡|large_orange_circle 🟠|white_circle ⚪|black_circle ⚫
large_green_square 🟩|large_yellow_square 🟨|large_red_square 🟥|white_large_square ⬜|black_large_square ⬛|small_blue_diamond 🔹
one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|keycap_ten 🔟|zero 0️⃣|100 💯
arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrows_counterclockwise 🔄|leftwards_arrow_with_hook ↩️|repeat 🔁
fast_forward ⏩|rewind ⏪|arrow_forward ▶️|double_vertical_bar ⏸️|heavy_plus_sign ➕|heavy_minus_sign ➖
calendar 📆|date 📅|spiral_calendar_pad 🗓️|clock1 🕐|clock3 🕒|clock9 🕘|alarm_clock ⏰|hourglass ⌛|hourglass_flowing_sand ⏳
stopwatch ⏱️|timer_clock ⏲️|watch ⌚|bell 🔔|no_bell 🔕|mega 📣|loudspeaker 📢|speech_balloon 💬|thought_balloon 💭|left_speech_bubble 🗨️
envelope ✉️|email 📧|incoming_envelope 📨|inbox_tray 📥|outbox_tray 📤|mailbox_with_mail 📬|telephone_receiver 📞|iphone 📱
computer 💻|desktop_computer 🖥️|keyboard ⌨️|video_camera 📹|movie_camera 🎥|camera 📷|headphones 🎧|microphone 🎤
memo 📝|pencil 📝|pencil2 ✏️|page_facing_up 📄|clipboard 📋|bookmark_tabs 📑|notebook 📓|books 📚|book 📖|open_book 📖|bookmark 🔖
paperclip 📎|pushpin 📌|round_pushpin 📍|link 🔗|mag 🔍|mag_right 🔎|key 🔑|lock 🔒|unlock 🔓|closed_lock_with_key 🔐|shield 🛡️
gear ⚙️|wrench 🔧|hammer_and_wrench 🛠️|bulb 💡|label 🏷️|package 📦|wastebasket 🗑️|file_folder 📁|card_index_dividers 🗂️
bar_chart 📊|chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|moneybag 💰|credit_card 💳|briefcase 💼|office 🏢|house 🏠
school 🏫|mortar_board 🎓|classical_building 🏛️|airplane ✈️|car 🚗|bike 🚲|coffee ☕|tea 🍵|cake 🍰|birthday 🎂|pizza 🍕|apple 🍎
busts_in_silhouette 👥|bust_in_silhouette 👤|speaking_head_in_silhouette 🗣️|robot_face 🤖|technologist 🧑‍💻|teacher 🧑‍🏫|student 🧑‍🎓
male-teacher 👨‍🏫|female-teacher 👩‍🏫|compass 🧭|world_map 🗺️|mountain ⛰️|checkered_flag 🏁|triangular_flag_on_post 🚩|crown 👑
gem 💎|ticket 🎫|art 🎨|jigsaw 🧩|game_die 🎲|magic_wand 🪄|ghost 👻|new 🆕|free 🆓|top 🔝|soon 🔜|back 🔙|end 🔚|on 🔛|copyright ©️
`;

const NAMES = new Map(
  TABLE.trim().split(/[|\n]/).map((entry) => {
    const space = entry.indexOf(' ');
    return [entry.slice(0, space), entry.slice(space + 1)];
  }),
);

/** The character for a short name (without colons), or null. */
export function emoji(name) {
  return NAMES.get(name.replace(/::skin-tone-\d$/, '')) ?? null;
}
